//! How findings are shown: on a terminal and as JSON.
