"""The desk: the admin's pages for editors, one file a table or thing; `site` puts them together."""
