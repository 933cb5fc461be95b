"""Does any request get through? Reasoning over sets of requests, where the evaluator decides a single one."""
