"""How the platform is spoken to: requests and cryptography; no Qt, no pandas."""
