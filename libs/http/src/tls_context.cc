#include "tls_context.h"

#include <openssl/err.h>

#include <string_view>
#include <system_error>

namespace assay::http {
namespace {

constexpr const char* kTls12Ciphers = "ECDHE+AESGCM:ECDHE+CHACHA20";

// The oldest error of OpenSSL's queue is the cause; the rest follows from it.
std::string LastError() {
  // NOLINTNEXTLINE(google-runtime-int): OpenSSL's type
  unsigned long error = ERR_get_error();
  ERR_clear_error();
  if (ERR_SYSTEM_ERROR(error)) {
    return std::system_category().message(ERR_GET_REASON(error));
  }
  const char* reason = ERR_reason_error_string(error);
  return reason != nullptr ? reason : "no reason given";
}

// An encrypted key is refused; OpenSSL would ask at the terminal.
int NoPassphrase(char* /*buffer*/, int /*size*/, int /*writing*/, void* /*argument*/) {
  return -1;
}

int SelectProtocol(SSL* /*connection*/, const unsigned char** out, unsigned char* out_length,
                   const unsigned char* offered, unsigned offered_length, void* /*argument*/) {
  constexpr std::string_view kName = "http/1.1";
  for (unsigned at = 0; at < offered_length; at += 1U + offered[at]) {
    unsigned length = offered[at];
    if (length == kName.size() && length < offered_length - at &&
        kName.compare(0, length, reinterpret_cast<const char*>(offered + at + 1), length) == 0) {
      *out = offered + at + 1;
      *out_length = offered[at];
      return SSL_TLSEXT_ERR_OK;
    }
  }
  return SSL_TLSEXT_ERR_NOACK;
}

}  // namespace

Result<TlsContext> MakeTlsContext(const std::string& certificate_file,
                                  const std::string& key_file) {
  ERR_clear_error();
  TlsContext context(SSL_CTX_new(TLS_server_method()));
  if (context == nullptr || SSL_CTX_set_min_proto_version(context.get(), TLS1_2_VERSION) != 1 ||
      SSL_CTX_set_cipher_list(context.get(), kTls12Ciphers) != 1) {
    return Internal("TLS cannot be set up: " + LastError());
  }
  SSL_CTX_set_options(context.get(), SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION);
  SSL_CTX_set_default_passwd_cb(context.get(), NoPassphrase);
  SSL_CTX_set_alpn_select_cb(context.get(), SelectProtocol, nullptr);
  if (SSL_CTX_use_certificate_chain_file(context.get(), certificate_file.c_str()) != 1) {
    return InvalidArgument("TLS certificate " + certificate_file + ": " + LastError());
  }
  if (SSL_CTX_use_PrivateKey_file(context.get(), key_file.c_str(), SSL_FILETYPE_PEM) != 1 ||
      SSL_CTX_check_private_key(context.get()) != 1) {
    return InvalidArgument("TLS key " + key_file + ": " + LastError());
  }
  return context;
}

}  // namespace assay::http
