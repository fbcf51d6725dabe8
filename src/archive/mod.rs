//! The only writer of `output/`: never half, never over what a person edited.
