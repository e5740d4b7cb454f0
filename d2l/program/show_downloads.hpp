#pragma once

namespace d2l::program {

/// From here on Ctrl-C ends a download, and each file that comes has a bar (Progress) where one is wanted.
void show_downloads(bool bar);

}  // namespace d2l::program
