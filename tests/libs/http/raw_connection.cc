#include "tests/libs/http/raw_connection.h"

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdlib>

namespace assay::http {
namespace {

void ParseLine(std::string_view line, RawAnswer* answer) {
  size_t colon = line.find(": ");
  if (colon == std::string_view::npos) {
    return;
  }
  std::string name(line.substr(0, colon));
  std::transform(name.begin(), name.end(), name.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c; });
  answer->headers[name] = line.substr(colon + 2);
}

RawAnswer ParseHead(std::string_view head) {
  RawAnswer answer;
  answer.status = std::atoi(std::string(head.substr(9, 3)).c_str());
  for (size_t at = head.find("\r\n"); at != std::string_view::npos;) {
    size_t end = head.find("\r\n", at + 2);
    ParseLine(head.substr(at + 2, end == std::string_view::npos ? end : end - at - 2), &answer);
    at = end;
  }
  return answer;
}

}  // namespace

RawConnection::RawConnection(uint16_t port) : socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  timeval patience{20, 0};
  ::setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
  ::setsockopt(socket_, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
  EXPECT_EQ(::connect(socket_, reinterpret_cast<sockaddr*>(&address), sizeof address), 0);
}

RawConnection::~RawConnection() {
  ::close(socket_);
}

bool RawConnection::Send(std::string_view bytes) {
  while (!bytes.empty()) {
    ssize_t sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent <= 0) {
      EXPECT_NE(errno, EAGAIN) << "the server does not read";
      return false;
    }
    bytes.remove_prefix(static_cast<size_t>(sent));
  }
  return true;
}

void RawConnection::FinishSending() {
  ::shutdown(socket_, SHUT_WR);
}

bool RawConnection::Fill() {
  std::array<char, 65'536> buffer{};
  ssize_t count = ::recv(socket_, buffer.data(), buffer.size(), 0);
  EXPECT_FALSE(count < 0 && errno == EAGAIN) << "the server neither answers nor closes";
  if (count <= 0) {
    return false;
  }
  received_.append(buffer.data(), static_cast<size_t>(count));
  return true;
}

bool RawConnection::HasAnswerWithin(int patience_ms) {
  pollfd waiting{socket_, POLLIN, 0};
  return !received_.empty() || ::poll(&waiting, 1, patience_ms) > 0;
}

std::string RawConnection::ReceiveBytes(size_t count) {
  while (received_.size() < count && Fill()) {
  }
  std::string bytes = received_.substr(0, count);
  received_.erase(0, bytes.size());
  return bytes;
}

RawAnswer RawConnection::Receive(bool head_only) {
  size_t end = received_.find("\r\n\r\n");
  while (end == std::string::npos) {
    if (!Fill()) {
      return {};
    }
    end = received_.find("\r\n\r\n");
  }
  RawAnswer answer = ParseHead(ReceiveBytes(end + 4));
  if (!head_only && answer.headers.count("content-length") > 0) {
    answer.body = ReceiveBytes(std::stoul(answer.headers["content-length"]));
  }
  return answer;
}

bool RawConnection::ReceivesEnd() {
  return received_.empty() && !Fill();
}

RawAnswer RawExchange(uint16_t port, std::string_view bytes) {
  RawConnection connection(port);
  connection.Send(bytes);
  return connection.Receive();
}

}  // namespace assay::http
