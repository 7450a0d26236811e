#pragma once

#include <openssl/ssl.h>

#include <memory>
#include <string>

#include "assay/base/status.h"

namespace assay::http {

struct TlsContextFree {
  void operator()(SSL_CTX* context) const { SSL_CTX_free(context); }
};
using TlsContext = std::unique_ptr<SSL_CTX, TlsContextFree>;

// The server's side of TLS 1.2 and 1.3 (RFC 9325): authenticated encryption with forward secrecy
// only, no renegotiation, ALPN "http/1.1". InvalidArgument says which file cannot be used and why.
Result<TlsContext> MakeTlsContext(const std::string& certificate_file, const std::string& key_file);

}  // namespace assay::http
