"""What every room stands on: tenants, requests, public forms and jobs, without any feature."""
