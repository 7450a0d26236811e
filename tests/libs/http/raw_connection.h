#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

namespace assay::http {

// An answer as it came over the wire.
struct RawAnswer {
  int status = 0;                              // 0: the connection ended before an answer was there
  std::map<std::string, std::string> headers;  // names in lower case
  std::string body;
};

// A client socket that sends exactly the bytes it is told to. Waits 20 s at most, then the test
// fails.
class RawConnection {
 public:
  explicit RawConnection(uint16_t port);
  ~RawConnection();
  RawConnection(const RawConnection&) = delete;
  RawConnection& operator=(const RawConnection&) = delete;

  // False when the server does not take the bytes any more.
  bool Send(std::string_view bytes);
  // No more will be sent.
  void FinishSending();
  // The next answer; `head_only` for the answer to HEAD.
  RawAnswer Receive(bool head_only = false);
  // True when something came within `patience_ms`, an answer or the end.
  bool HasAnswerWithin(int patience_ms);
  // The next `count` bytes, fewer at the end of the connection.
  std::string ReceiveBytes(size_t count);
  // True when the server closes without sending anything more.
  bool ReceivesEnd();

 private:
  bool Fill();

  int socket_;
  std::string received_;
};

// One connection, one request, one answer.
RawAnswer RawExchange(uint16_t port, std::string_view bytes);

}  // namespace assay::http
