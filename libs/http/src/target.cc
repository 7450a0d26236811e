#include "target.h"

#include <algorithm>
#include <boost/url/authority_view.hpp>
#include <boost/url/parse.hpp>
#include <boost/url/url_view.hpp>
#include <cstdint>
#include <utility>

namespace assay::http {
namespace {

namespace urls = boost::urls;

std::string_view View(urls::string_view text) {
  return {text.data(), text.size()};
}

bool HasControl(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) {
    auto byte = static_cast<unsigned char>(c);
    return byte < 0x20 || byte == 0x7f;
  });
}

bool HasParentSegment(std::string_view path) {
  size_t begin = 0;
  while (begin <= path.size()) {
    size_t end = std::min(path.find('/', begin), path.size());
    if (path.substr(begin, end - begin) == "..") {
      return true;
    }
    begin = end + 1;
  }
  return false;
}

Result<std::string> DecodePath(const urls::url_view& url) {
  std::string path = url.encoded_path().decode();
  if (path.empty()) {
    path = "/";
  }
  if (HasControl(path) || !IsUtf8(path)) {
    return InvalidArgument("the path is not UTF-8 text");
  }
  if (HasParentSegment(path)) {
    return InvalidArgument("the path has a segment \"..\"");
  }
  return path;
}

Result<std::map<std::string, std::string>> DecodeQuery(const urls::url_view& url) {
  constexpr bool kSpaceAsPlus = true;
  std::map<std::string, std::string> query;
  for (auto parameter : url.encoded_params()) {
    if (parameter.key.empty() && !parameter.has_value) {
      continue;  // "?" or "a=1&&b=2"
    }
    std::string name = parameter.key.decode(urls::encoding_opts(kSpaceAsPlus));
    std::string value = parameter.value.decode(urls::encoding_opts(kSpaceAsPlus));
    bool has_nul = (name + value).find('\0') != std::string::npos;
    if (has_nul || !IsUtf8(name) || !IsUtf8(value)) {
      return InvalidArgument("the query is not UTF-8 text");
    }
    if (!query.emplace(std::move(name), std::move(value)).second) {
      return InvalidArgument("a name is repeated in the query");
    }
  }
  return query;
}

Result<urls::url_view> ParseUrl(std::string_view target, std::string_view scheme) {
  if (target.starts_with('/')) {
    auto parsed = urls::parse_origin_form(urls::string_view(target.data(), target.size()));
    if (parsed.has_error()) {
      return InvalidArgument("the request target is not a path with a query");
    }
    return *parsed;
  }
  auto parsed = urls::parse_absolute_uri(urls::string_view(target.data(), target.size()));
  if (parsed.has_error()) {
    return InvalidArgument("the request target is neither a path nor a URI");
  }
  std::string sent_scheme(View(parsed->scheme()));
  std::transform(sent_scheme.begin(), sent_scheme.end(), sent_scheme.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c; });
  if (sent_scheme != scheme) {
    return InvalidArgument("the request target is of another scheme than the connection");
  }
  if (!IsAuthority(View(parsed->encoded_authority()))) {
    return InvalidArgument("the request target names no host");
  }
  return *parsed;
}

// The number of bytes that the UTF-8 sequence starting with `lead` has; 0 if none starts so.
size_t SequenceLength(uint8_t lead) {
  if (lead < 0x80) {
    return 1;
  }
  if (lead >= 0xc2 && lead <= 0xdf) {
    return 2;
  }
  if (lead >= 0xe0 && lead <= 0xef) {
    return 3;
  }
  return lead >= 0xf0 && lead <= 0xf4 ? 4 : 0;
}

// The second byte rules out overlong forms, surrogates and what is above U+10FFFF.
bool IsSecondByte(uint8_t lead, uint8_t second) {
  uint8_t low = lead == 0xe0 ? 0xa0 : lead == 0xf0 ? 0x90 : 0x80;
  uint8_t high = lead == 0xed ? 0x9f : lead == 0xf4 ? 0x8f : 0xbf;
  return second >= low && second <= high;
}

}  // namespace

Result<Target> ParseTarget(std::string_view method, std::string_view target,
                           std::string_view scheme) {
  if (method == "CONNECT") {
    return InvalidArgument("CONNECT is not offered");
  }
  if (method == "OPTIONS" && target == "*") {
    return Target{"*", {}, {}};
  }
  ASSAY_ASSIGN_OR_RETURN(urls::url_view url, ParseUrl(target, scheme));
  Target result;
  ASSAY_ASSIGN_OR_RETURN(result.path, DecodePath(url));
  ASSAY_ASSIGN_OR_RETURN(result.query, DecodeQuery(url));
  result.authority = View(url.encoded_authority());
  return result;
}

bool IsAuthority(std::string_view host) {
  auto parsed = urls::parse_authority(urls::string_view(host.data(), host.size()));
  return parsed.has_value() && !parsed->has_userinfo() && !parsed->encoded_host().empty();
}

bool IsUtf8(std::string_view bytes) {
  for (size_t i = 0; i < bytes.size();) {
    auto byte = [&](size_t offset) { return static_cast<uint8_t>(bytes[i + offset]); };
    size_t length = SequenceLength(byte(0));
    if (length == 0 || bytes.size() - i < length ||
        (length > 1 && !IsSecondByte(byte(0), byte(1)))) {
      return false;
    }
    for (size_t offset = 2; offset < length; ++offset) {
      if ((byte(offset) & 0xc0) != 0x80) {
        return false;
      }
    }
    i += length;
  }
  return true;
}

}  // namespace assay::http
