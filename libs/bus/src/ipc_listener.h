#pragma once

#include <string>

#include "assay/base/status.h"

namespace assay::bus {

// Makes the listening Unix socket of an ipc address; libzmq's own way would take the path from a
// live server without a word, and would remove the file of a successor when it closes. A file that
// nobody listens on any more is replaced. The socket admits its owner and group. Returns the
// descriptor, which libzmq closes. Unavailable when somebody listens there, PermissionDenied when
// the folder may not be written.
Result<int> ListenOnPath(const std::string& path);

}  // namespace assay::bus
