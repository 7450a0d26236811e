#include "assay/http/client.h"

#include <curl/curl.h>
#include <pthread.h>
#include <signal.h>

#include <algorithm>
#include <memory>
#include <string_view>

namespace assay::http {
namespace {

constexpr size_t kHeaderBytesMax = 1'000'000;

struct ListFree {
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};
using List = std::unique_ptr<curl_slist, ListFree>;

// Keeps SIGPIPE from this thread while it lives: OpenSSL writes without MSG_NOSIGNAL, and a server
// may have gone.
class NoSigpipe {
 public:
  NoSigpipe() {
    sigemptyset(&sigpipe_);
    sigaddset(&sigpipe_, SIGPIPE);
    pthread_sigmask(SIG_BLOCK, &sigpipe_, &before_);
  }
  ~NoSigpipe() {
    timespec no_time{};
    while (sigismember(&before_, SIGPIPE) == 0 && sigtimedwait(&sigpipe_, nullptr, &no_time) > 0) {
    }
    pthread_sigmask(SIG_SETMASK, &before_, nullptr);
  }
  NoSigpipe(const NoSigpipe&) = delete;
  NoSigpipe& operator=(const NoSigpipe&) = delete;

 private:
  sigset_t sigpipe_{};
  sigset_t before_{};
};

// One answer on its way in.
struct Incoming {
  ClientResponse response;
  size_t header_bytes = 0;
  bool too_large = false;
};

size_t OnBody(const char* data, size_t /*one*/, size_t count, void* target) {
  auto* incoming = static_cast<Incoming*>(target);
  if (count > Client::kResponseBytesMax - incoming->response.body.size()) {
    incoming->too_large = true;
    return 0;
  }
  incoming->response.body.append(data, count);
  return count;
}

std::string_view Trim(std::string_view text) {
  constexpr std::string_view kSpace = " \t\r\n";
  size_t begin = text.find_first_not_of(kSpace);
  if (begin == std::string_view::npos) {
    return {};
  }
  return text.substr(begin, text.find_last_not_of(kSpace) - begin + 1);
}

void AddHeader(std::string_view line, std::map<std::string, std::string>* headers) {
  if (line.starts_with("HTTP/")) {
    headers->clear();  // what came before belongs to a 100
    return;
  }
  size_t colon = line.find(':');
  if (colon == std::string_view::npos) {
    return;
  }
  std::string name(line.substr(0, colon));
  std::transform(name.begin(), name.end(), name.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c; });
  auto [field, is_new] = headers->emplace(std::move(name), Trim(line.substr(colon + 1)));
  if (!is_new) {
    field->second.append(", ").append(Trim(line.substr(colon + 1)));
  }
}

size_t OnHeader(const char* data, size_t /*one*/, size_t count, void* target) {
  auto* incoming = static_cast<Incoming*>(target);
  incoming->header_bytes += count;
  if (incoming->header_bytes > kHeaderBytesMax) {
    incoming->too_large = true;
    return 0;
  }
  AddHeader({data, count}, &incoming->response.headers);
  return count;
}

bool HasLineEnd(std::string_view text) {
  return text.find_first_of(std::string_view("\r\n\0", 3)) != std::string_view::npos;
}

// curl's notation: "Name;" sends an empty header, "Name:" sends none.
Result<List> MakeHeaders(const ClientRequest& request) {
  List list(curl_slist_append(nullptr, "Content-Type:"));
  for (const auto& [name, value] : request.headers) {
    if (name.empty() || HasLineEnd(name) || HasLineEnd(value)) {
      return InvalidArgument("a header of the request has a line end or no name");
    }
    std::string line = name;
    line.append(value.empty() ? ";" : ": ").append(value);
    list.reset(curl_slist_append(list.release(), line.c_str()));
  }
  return list;
}

void SetDefaults(CURL* curl) {
  curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 0L);
  curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(curl, CURLOPT_PROXY, "");
  curl_easy_setopt(curl, CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_1_1));
  curl_easy_setopt(curl, CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
  curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, OnBody);
  curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, OnHeader);
}

void SetRequest(CURL* curl, const ClientRequest& request, const List& headers) {
  curl_easy_setopt(curl, CURLOPT_URL, request.url.c_str());
  curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, static_cast<long>(request.timeout_ms));
  curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers.get());
  if (!request.ca_file.empty()) {
    curl_easy_setopt(curl, CURLOPT_CAINFO, request.ca_file.c_str());
  }
  bool sends_body = !request.body.empty() || request.method == "POST" || request.method == "PUT" ||
                    request.method == "PATCH";
  if (sends_body) {
    curl_easy_setopt(curl, CURLOPT_POST, 1L);
    curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE_LARGE,
                     static_cast<curl_off_t>(request.body.size()));
    curl_easy_setopt(curl, CURLOPT_POSTFIELDS, request.body.data());
  }
  if (request.method == "HEAD") {
    curl_easy_setopt(curl, CURLOPT_NOBODY, 1L);
  } else {
    curl_easy_setopt(curl, CURLOPT_CUSTOMREQUEST, request.method.c_str());
  }
}

Status Failure(CURL* curl, CURLcode code, const ClientRequest& request, const Incoming& incoming) {
  std::string what = request.method + " " + request.url + ": ";
  what += curl_easy_strerror(code);
  long bytes_sent = 0;  // NOLINT(google-runtime-int): libcurl's type
  curl_easy_getinfo(curl, CURLINFO_REQUEST_SIZE, &bytes_sent);
  bool wrong_url = code == CURLE_URL_MALFORMAT || code == CURLE_UNSUPPORTED_PROTOCOL;
  if ((wrong_url && bytes_sent == 0) || code == CURLE_SSL_CACERT_BADFILE) {
    return InvalidArgument(what);
  }
  if (incoming.too_large) {
    return Internal(what + ": the response is larger than 72 MiB");
  }
  return Unavailable(what);
}

}  // namespace

Client::Client() {
  static const CURLcode kInitialized = curl_global_init(CURL_GLOBAL_DEFAULT);
  ASSAY_CHECK(kInitialized == CURLE_OK);
  curl_ = curl_easy_init();
  ASSAY_CHECK(curl_ != nullptr);
}

Client::~Client() {
  curl_easy_cleanup(curl_);
}

Result<ClientResponse> Client::Send(const ClientRequest& request) {
  if (request.method.empty() || HasLineEnd(request.method) || HasLineEnd(request.url) ||
      request.method.find(' ') != std::string::npos || request.timeout_ms <= 0) {
    return InvalidArgument("the request has no proper method, URL or timeout");
  }
  ASSAY_ASSIGN_OR_RETURN(List headers, MakeHeaders(request));
  NoSigpipe no_sigpipe;
  Incoming incoming;
  curl_easy_reset(curl_);  // keeps the connection
  SetDefaults(curl_);
  SetRequest(curl_, request, headers);
  curl_easy_setopt(curl_, CURLOPT_WRITEDATA, &incoming);
  curl_easy_setopt(curl_, CURLOPT_HEADERDATA, &incoming);
  CURLcode code = curl_easy_perform(curl_);
  curl_easy_setopt(curl_, CURLOPT_HTTPHEADER, nullptr);
  if (code != CURLE_OK) {
    return Failure(curl_, code, request, incoming);
  }
  curl_easy_getinfo(curl_, CURLINFO_RESPONSE_CODE, &incoming.response.status);
  return std::move(incoming.response);
}

}  // namespace assay::http
