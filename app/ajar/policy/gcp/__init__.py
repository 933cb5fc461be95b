"""Google Cloud's access language: members, roles, bindings and lists, and whom they let in."""
