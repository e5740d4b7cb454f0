#pragma once

/// Shows on small numbers what a training by many processes must watch: how the parts of a batch are weighted, and in
/// which order their sums are added.
void show_weights();
void show_sums();
