//! The program itself is killed, or refused by the system, at a call that changes the disk.
