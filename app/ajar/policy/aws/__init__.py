"""AWS's policy language and S3's access lists: whom they let in, and to do what."""
