#pragma once

#include <algorithm>
#include <boost/beast/http/basic_parser.hpp>
#include <boost/beast/http/error.hpp>
#include <optional>
#include <string_view>
#include <utility>

#include "head_scanner.h"
#include "refusal.h"
#include "request_head.h"

namespace assay::http {

// Beast's parser filling one Request, with the refusals that Beast leaves to its user. Trailer
// fields are checked for their form and dropped (RFC 9110 6.5.1). Memory grows with what arrived,
// not with what was announced. Owned by one session.
class RequestParser final : private boost::beast::http::basic_parser<true> {
 public:
  RequestParser(const Limits& limits, const SinkFor& sink_for, bool tls)
      : extension_bytes_left_(limits.header_bytes),
        body_bytes_max_(limits.body_bytes),
        sink_for_(sink_for),
        tls_(tls) {
    body_limit(sink_for ? std::max<uint64_t>(limits.body_bytes, limits.sunk_body_bytes)
                        : limits.body_bytes);
    header_limit(static_cast<std::uint32_t>(limits.header_bytes));
    eager(true);
  }

  // Takes the whole header; true when it may be served. REQUIRES: `head` is one header as
  // HeadScanner found it.
  bool ParseHead(std::string_view head) {
    Put(head);
    if (!refusal_.has_value() && !is_header_done()) {
      refusal_ = BadRequest("not an HTTP/1.1 request");
    }
    return !refusal_.has_value();
  }

  // Takes what it can of the body and returns how much; the rest must come again with more behind
  // it. REQUIRES: !done(), no refusal.
  size_t ParseBody(std::string_view received) { return Put(received); }

  void Refuse(Refusal refusal) { refusal_ = std::move(refusal); }

  bool done() const { return is_done(); }
  bool wants_keep_alive() const { return head_.http_1_1() && keep_alive(); }
  bool expects_continue() const { return head_.expects_continue(); }
  const std::optional<Refusal>& refusal() const { return refusal_; }
  Request& request() { return head_.request(); }

 private:
  using error_code = boost::beast::error_code;
  using string_view = boost::beast::string_view;
  using error = boost::beast::http::error;

  static std::string_view View(string_view text) { return {text.data(), text.size()}; }

  // Beast unfolds a trailer's lines. REQUIRES: `last_chunk_end` points into received_, which holds
  // the whole trailer.
  bool HasFoldedTrailer(const char* last_chunk_end) const {
    std::string_view rest =
        received_.substr(static_cast<size_t>(last_chunk_end - received_.data()));
    std::string_view trailer = rest.substr(0, rest.find("\r\n\r\n"));
    return trailer.find("\r\n ") != std::string_view::npos ||
           trailer.find("\r\n\t") != std::string_view::npos;
  }

  size_t Put(std::string_view bytes) {
    received_ = bytes;
    error_code ec;
    size_t used = put(boost::asio::const_buffer(bytes.data(), bytes.size()), ec);
    if (ec && ec != error::need_more && !refusal_.has_value()) {
      refusal_ = RefusalOf(ec);
    }
    return used;
  }

  static Refusal RefusalOf(error_code ec) {
    if (ec == error::body_limit) {
      return {413, "body-too-large", "the body is larger than this server takes"};
    }
    if (ec == error::header_limit) {
      return {431, "header-too-large", "the header is larger than this server takes"};
    }
    return BadRequest("not an HTTP/1.1 request: " + ec.message());
  }

  void on_request_impl(boost::beast::http::verb /*method*/, string_view method, string_view target,
                       int version, error_code& /*ec*/) override {
    head_.SetRequestLine(View(method), View(target), version == 11);
  }
  void on_field_impl(boost::beast::http::field /*name*/, string_view name, string_view value,
                     error_code& /*ec*/) override {
    if (!is_header_done()) {
      head_.AddField(View(name), View(value));
    }
  }
  void on_header_impl(error_code& ec) override {
    refusal_ = head_.Judge(tls_);
    if (refusal_.has_value()) {
      ec = error::bad_field;
      return;
    }
    if (sink_for_) {
      request().sink = sink_for_(request());
    }
    if (!request().sink && content_length().value_or(0) > body_bytes_max_) {
      ec = error::body_limit;
    }
  }
  size_t on_body_impl(string_view body, error_code& ec) override {
    if (request().sink) {
      if (!request().sink->Take(View(body))) {
        refusal_ = Refusal{507, "body-not-taken", "the body cannot be taken"};
        ec = error::body_limit;
      }
      return body.size();
    }
    if (body.size() > body_bytes_max_ - request().body.size()) {
      ec = error::body_limit;
      return 0;
    }
    request().body.append(body.data(), body.size());
    return body.size();
  }
  // A line end inside a quoted extension is where chunk parsers disagree; no control character has
  // business there.
  void on_chunk_header_impl(std::uint64_t size, string_view extensions, error_code& ec) override {
    bool has_control = std::any_of(extensions.begin(), extensions.end(), IsControl);
    if (has_control || extensions.size() > extension_bytes_left_) {
      ec = error::bad_chunk_extension;
      return;
    }
    extension_bytes_left_ -= extensions.size();
    if (size == 0 && HasFoldedTrailer(extensions.data() + extensions.size())) {
      ec = error::bad_field;
    }
  }
  size_t on_chunk_body_impl(std::uint64_t /*remain*/, string_view body, error_code& ec) override {
    return on_body_impl(body, ec);
  }
  void on_response_impl(int /*code*/, string_view /*reason*/, int /*version*/,
                        error_code& /*ec*/) override {}
  void on_body_init_impl(const boost::optional<std::uint64_t>& /*length*/,
                         error_code& /*ec*/) override {}
  void on_finish_impl(error_code& /*ec*/) override {}

  RequestHead head_;
  std::optional<Refusal> refusal_;
  std::string_view received_;  // valid within Put
  size_t extension_bytes_left_;
  const size_t body_bytes_max_;
  const SinkFor& sink_for_;
  const bool tls_;
};

}  // namespace assay::http
