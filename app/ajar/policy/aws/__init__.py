"""AWS's policy language and S3's access lists: whom does this text let in?"""
