"""The parts of the report as a page: elements, looks, and one module for each kind of section."""
