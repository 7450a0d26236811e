// TLS with a certificate made for the test by the openssl command.
#include <gtest/gtest.h>
#include <openssl/ssl.h>
#include <stdlib.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <memory>
#include <string>

#include "assay/http/client.h"
#include "tests/libs/http/raw_connection.h"
#include "tests/libs/http/test_server.h"

namespace assay::http {
namespace {

const std::string kGet = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";

void Shell(const std::string& command) {
  ASSERT_EQ(std::system((command + " 2>/dev/null").c_str()), 0) << command;
}

class Tls : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    std::string pattern = std::filesystem::temp_directory_path() / "assay-http-XXXXXX";
    ASSERT_NE(::mkdtemp(pattern.data()), nullptr);
    folder_ = pattern;
    Shell(
        "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 1 -subj "
        "/CN=localhost"
        " -addext subjectAltName=IP:127.0.0.1 -keyout " +
        File("key") + " -out " + File("certificate"));
    Shell("openssl ecparam -genkey -name prime256v1 -noout -out " + File("other-key"));
    Shell("openssl ec -aes128 -passout pass:secret -in " + File("key") + " -out " +
          File("encrypted-key"));
    std::ofstream(File("text")) << "not PEM\n";
  }
  static void TearDownTestSuite() { std::filesystem::remove_all(folder_); }

  static std::string File(const std::string& name) { return folder_ + "/" + name; }

  static ServerOptions Options() {
    ServerOptions options;
    options.tls_certificate = File("certificate");
    options.tls_key = File("key");
    return options;
  }

  static ClientRequest RequestTo(const Server& server, std::string_view target = "/") {
    return {.url = "https://127.0.0.1:" + std::to_string(server.port()) + std::string(target),
            .ca_file = File("certificate")};
  }

 private:
  static inline std::string folder_;
};

struct Free {
  void operator()(SSL_CTX* context) const { SSL_CTX_free(context); }
  void operator()(BIO* bio) const { BIO_free_all(bio); }
};

// A TLS connection on which exactly the given bytes are sent.
class TlsConnection {
 public:
  TlsConnection(uint16_t port, int version, const std::string& protocols = "")
      : context_(SSL_CTX_new(TLS_client_method())) {
    SSL_CTX_set_cipher_list(context_.get(), "ALL:@SECLEVEL=0");
    SSL_CTX_set_min_proto_version(context_.get(), version);
    SSL_CTX_set_max_proto_version(context_.get(), version);
    SSL_CTX_set_alpn_protos(context_.get(),
                            reinterpret_cast<const unsigned char*>(protocols.data()),
                            static_cast<unsigned>(protocols.size()));
    bio_.reset(BIO_new_ssl_connect(context_.get()));
    BIO_set_conn_hostname(bio_.get(), ("127.0.0.1:" + std::to_string(port)).c_str());
    open_ = BIO_do_connect(bio_.get()) == 1 && BIO_do_handshake(bio_.get()) == 1;
  }

  // OpenSSL says goodbye without MSG_NOSIGNAL: this leaves without a word.
  ~TlsConnection() {
    SSL* ssl = nullptr;
    BIO_get_ssl(bio_.get(), &ssl);
    SSL_set_quiet_shutdown(ssl, 1);
  }
  TlsConnection(const TlsConnection&) = delete;
  TlsConnection& operator=(const TlsConnection&) = delete;

  bool open() const { return open_; }
  std::string protocol() const {
    SSL* ssl = nullptr;
    BIO_get_ssl(bio_.get(), &ssl);
    const unsigned char* name = nullptr;
    unsigned length = 0;
    SSL_get0_alpn_selected(ssl, &name, &length);
    return {reinterpret_cast<const char*>(name), length};
  }
  void Send(const std::string& bytes) {
    BIO_write(bio_.get(), bytes.data(), static_cast<int>(bytes.size()));
  }
  std::string ReceiveUntilEnd() {
    std::string received;
    char buffer[4'096];
    for (int count = 0; (count = BIO_read(bio_.get(), buffer, sizeof buffer)) > 0;) {
      received.append(buffer, static_cast<size_t>(count));
    }
    return received;
  }

 private:
  std::unique_ptr<SSL_CTX, Free> context_;
  std::unique_ptr<BIO, Free> bio_;
  bool open_ = false;
};

TEST_F(Tls, ManyRequestsMakeTheRoundTrip) {
  auto server = StartServer(
      [](const Request& request, const Respond& respond) {
        Response response = Describe(request);
        response.body += request.tls ? "tls" : "plain";
        respond(response);
      },
      Options());
  Client client;
  for (int i = 0; i < 100; ++i) {
    auto response = client.Send(RequestTo(*server, "/" + std::to_string(i)));
    ASSERT_TRUE(response.ok()) << response.status().message();
    EXPECT_EQ(response->body, "GET /" + std::to_string(i) + "||tls");
  }
}

TEST_F(Tls, LargeBodiesMakeTheRoundTrip) {
  ServerOptions options = Options();
  options.limits.body_bytes = 5'000'000;
  auto server = StartServer(
      [](const Request& request, const Respond& respond) {
        respond({200, "text/plain", {}, request.body});
      },
      options);
  ClientRequest request = RequestTo(*server);
  request.method = "POST";
  request.body = std::string(4'000'000, 'x');
  auto response = Client().Send(request);
  ASSERT_TRUE(response.ok()) << response.status().message();
  EXPECT_EQ(response->body, request.body);
}

TEST_F(Tls, AnUntrustedCertificateIsNotAccepted) {
  auto server = StartServer(Echo, Options());
  ClientRequest request = RequestTo(*server);
  request.ca_file = "";
  EXPECT_EQ(Client().Send(request).status().code(), StatusCode::kUnavailable);
}

TEST_F(Tls, OnlyVersions12And13AreSpoken) {
  auto server = StartServer(Echo, Options());
  EXPECT_FALSE(TlsConnection(server->port(), TLS1_VERSION).open());
  EXPECT_FALSE(TlsConnection(server->port(), TLS1_1_VERSION).open());
  EXPECT_TRUE(TlsConnection(server->port(), TLS1_2_VERSION).open());
  EXPECT_TRUE(TlsConnection(server->port(), TLS1_3_VERSION).open());
}

TEST_F(Tls, Http11IsChosenWhenOffered) {
  auto server = StartServer(Echo, Options());
  EXPECT_EQ(TlsConnection(server->port(), TLS1_3_VERSION, "\x02h2\x08http/1.1").protocol(),
            "http/1.1");
  EXPECT_EQ(TlsConnection(server->port(), TLS1_3_VERSION, "\x02h2").protocol(), "");
}

TEST_F(Tls, ARefusalReachesTheClientAndTheConnectionEnds) {
  auto server = StartServer(Echo, Options());
  TlsConnection connection(server->port(), TLS1_3_VERSION);
  connection.Send("GET /.. HTTP/1.1\r\nHost: a\r\n\r\n" + kGet);
  std::string received = connection.ReceiveUntilEnd();
  EXPECT_TRUE(received.starts_with("HTTP/1.1 400 ")) << received;
  EXPECT_EQ(received.find("HTTP/1.1", 1), std::string::npos) << received;
}

TEST_F(Tls, AHeaderThatStopsHalfwayIs408) {
  ServerOptions options = Options();
  options.limits.header_timeout_ms = 500;
  auto server = StartServer(Echo, options);
  for (int version : {TLS1_2_VERSION, TLS1_3_VERSION}) {
    TlsConnection connection(server->port(), version);
    connection.Send("GET / HT");
    EXPECT_TRUE(connection.ReceiveUntilEnd().starts_with("HTTP/1.1 408 "));
  }
}

TEST_F(Tls, AHandshakeThatStopsHalfwayIsClosed) {
  ServerOptions options = Options();
  options.limits.header_timeout_ms = 100;
  auto server = StartServer(Echo, options);
  RawConnection silent(server->port());
  RawConnection halfway(server->port());
  halfway.Send("\x16\x03\x01\x02");
  EXPECT_TRUE(silent.ReceivesEnd());
  EXPECT_TRUE(halfway.ReceivesEnd());
}

TEST_F(Tls, PlainHttpIsNotAnswered) {
  auto server = StartServer(Echo, Options());
  RawConnection connection(server->port());
  connection.Send(kGet);
  EXPECT_EQ(connection.Receive().status, 0);
}

TEST_F(Tls, OneConnectionTooManyIsToldSo) {
  ServerOptions options = Options();
  options.limits.connections = 1;
  auto server = StartServer(Echo, options);
  TlsConnection first(server->port(), TLS1_3_VERSION);
  TlsConnection second(server->port(), TLS1_3_VERSION);
  EXPECT_TRUE(second.ReceiveUntilEnd().starts_with("HTTP/1.1 503 "));
}

TEST_F(Tls, StopEndsIdleConnections) {
  auto server = StartServer(Echo, Options());
  TlsConnection connection(server->port(), TLS1_3_VERSION);
  ASSERT_TRUE(connection.open());
  server->Stop(60'000);
  EXPECT_EQ(connection.ReceiveUntilEnd(), "");
}

TEST_F(Tls, AClientSurvivesThatItsServerHasGone) {
  for (int round = 0; round < 20; ++round) {
    auto server = StartServer(Echo, Options());
    Client client;
    EXPECT_TRUE(client.Send(RequestTo(*server)).ok());
    ClientRequest again = RequestTo(*server);
    server.reset();
    if (round % 2 == 0) {
      EXPECT_EQ(client.Send(again).status().code(), StatusCode::kUnavailable);
    }
  }
}

TEST_F(Tls, FilesThatCannotBeUsedAreNamed) {
  struct Case {
    std::string certificate;
    std::string key;
    std::string named;
  };
  for (const Case& example : {
           Case{"missing", "key", "missing"},
           Case{"text", "key", "text"},
           Case{"certificate", "missing", "missing"},
           Case{"certificate", "text", "text"},
           Case{"certificate", "other-key", "other-key"},
           Case{"certificate", "encrypted-key", "encrypted-key"},
       }) {
    ServerOptions options;
    options.port = 0;
    options.tls_certificate = File(example.certificate);
    options.tls_key = File(example.key);
    Status status = Server::Start(options, Echo).status();
    EXPECT_EQ(status.code(), StatusCode::kInvalidArgument) << example.named;
    EXPECT_NE(status.message().find(File(example.named) + ": "), std::string::npos)
        << status.message();
    EXPECT_EQ(status.message().find("no reason given"), std::string::npos) << status.message();
  }
}

TEST_F(Tls, AKeyWithoutACertificateIsRefused) {
  ServerOptions options = Options();
  options.tls_certificate = "";
  EXPECT_EQ(Server::Start(options, Echo).status().code(), StatusCode::kInvalidArgument);
}

}  // namespace
}  // namespace assay::http
