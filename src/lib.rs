//! Backdesk
