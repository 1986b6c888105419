"""Every sentence that is made of facts, a module a subject."""
