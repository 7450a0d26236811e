// Every setting has a default, and a mistake is told by name.
#include "assay/runtime/config.h"

#include <gtest/gtest.h>

#include <fstream>

#include "tests/support/temp_folder.h"

namespace assay::runtime {
namespace {

// What is wrong; empty when nothing is.
std::string FaultOf(const std::string& toml) {
  Result<Config> config = ParseConfig(toml, "assay.toml");
  if (config.ok()) {
    return "";
  }
  EXPECT_EQ(config.status().code(), StatusCode::kInvalidArgument);
  return config.status().message();
}

TEST(Config, NoFileMeansTheDefaults) {
  Config config = LoadConfig("").value();
  EXPECT_EQ(config.data, "assay-data");
  EXPECT_EQ(config.node, "HQ");
  EXPECT_EQ(config.origin, "assay.local");
  EXPECT_FALSE(config.simulated_clock);
  EXPECT_EQ(config.transport, Transport::kIpc);
  EXPECT_EQ(config.http_host, "127.0.0.1");
  EXPECT_EQ(config.http_port, 8080);
  EXPECT_EQ(config.tls_certificate, "");
  EXPECT_EQ(config.log_level, "info");
  EXPECT_EQ(config.free_bytes_reserve, uint64_t{256} << 20);
  EXPECT_EQ(FaultOf(""), "");
}

TEST(Config, EverySettingIsRead) {
  Config config = ParseConfig(R"(
      [node]
      data = "/srv/assay"
      code = "HAM1"
      origin = "assay.example.org"
      simulated_clock = true
      simulated_start = "2023-06-01T08:00:00Z"
      free_bytes_reserve = 0
      [bus]
      transport = "tcp"
      addresses = {audits = "tcp://10.0.0.1:7102"}
      [http]
      host = "0.0.0.0"
      port = 8443
      tls_certificate = "c.pem"
      tls_key = "k.pem"
      [rules]
      folder = "/srv/rules"
      [log]
      level = "debug"
      )",
                              "assay.toml")
                      .value();
  EXPECT_EQ(config.data, "/srv/assay");
  EXPECT_EQ(config.rules_folder, "/srv/rules");
  EXPECT_EQ(config.Folder("audits"), "/srv/assay/audits");
  EXPECT_EQ(config.node, "HAM1");
  EXPECT_EQ(config.origin, "assay.example.org");
  EXPECT_TRUE(config.simulated_clock);
  EXPECT_EQ(config.simulated_start, "2023-06-01T08:00:00Z");
  EXPECT_EQ(config.free_bytes_reserve, 0U);
  EXPECT_EQ(config.transport, Transport::kTcp);
  EXPECT_EQ(config.addresses.at("audits"), "tcp://10.0.0.1:7102");
  EXPECT_EQ(config.http_host, "0.0.0.0");
  EXPECT_EQ(config.http_port, 8443);
  EXPECT_EQ(config.tls_certificate, "c.pem");
  EXPECT_EQ(config.tls_key, "k.pem");
  EXPECT_EQ(config.log_level, "debug");
}

TEST(Config, AMistakeIsToldByName) {
  const std::pair<const char*, const char*> kMistakes[] = {
      {"[nodes]\n", "assay.toml: [nodes] is not a section"},
      {"node = 1\n", "assay.toml: [node] is not a table"},
      {"[node]\ncolour = 1\n", "assay.toml: node.colour is not a setting"},
      {"[node]\ndata = 1\n", "assay.toml: node.data must be a text"},
      {"[node]\ndata = \"\"\n", "assay.toml: node.data must name a folder"},
      {"[node]\nsimulated_clock = \"yes\"\n",
       "assay.toml: node.simulated_clock must be true or false"},
      {"[node]\nfree_bytes_reserve = -1\n",
       "assay.toml: node.free_bytes_reserve must lie in 0 to 1125899906842624"},
      {"[node]\ncode = \"ham\"\n",
       "assay.toml: node.code must be 1 to 8 capital letters or digits"},
      {"[node]\ncode = \"\"\n", "assay.toml: node.code must be 1 to 8 capital letters or digits"},
      {"[node]\ncode = \"ABCDEFGHI\"\n",
       "assay.toml: node.code must be 1 to 8 capital letters or digits"},
      {"[node]\nsimulated_start = \"2023-01-02\"\n",
       "assay.toml: node.simulated_start must be an instant such as 2023-01-02T08:00:00Z"},
      {"[bus]\ntransport = \"pigeon\"\n",
       "assay.toml: bus.transport must be \"ipc\", \"tcp\" or \"inproc\""},
      {"[bus]\naddresses = \"x\"\n", "assay.toml: bus.addresses must be a table of texts"},
      {"[bus]\naddresses = {audits = 7102}\n", "assay.toml: bus.addresses.audits must be a text"},
      {"[bus]\naddresses = {audit = \"x\"}\n", "assay.toml: bus.addresses.audit is not a service"},
      {"[http]\nport = 65536\n", "assay.toml: http.port must lie in 0 to 65535"},
      {"[http]\nport = \"8080\"\n", "assay.toml: http.port must be a number"},
      {"[log]\nlevel = \"verbose\"\n",
       "assay.toml: log.level must be \"debug\", \"info\", \"warning\" or \"error\""},
      {"[http]\nport = 1\nport = 2\n", "assay.toml, line 3: "},
      {"[node\n", "assay.toml, line 1: "},
  };
  for (const auto& [toml, fault] : kMistakes) {
    EXPECT_EQ(FaultOf(toml).substr(0, std::string(fault).size()), fault) << toml;
  }
}

TEST(Config, OfSeveralMistakesTheFirstIsTold) {
  EXPECT_EQ(FaultOf("[http]\nhost = 1\nport = \"x\"\n"), "assay.toml: http.host must be a text");
}

TEST(Config, AFileThatIsNotThereIsNotFound) {
  testing::TempFolder folder;
  EXPECT_EQ(LoadConfig(folder.Sub("assay.toml")).status().code(), StatusCode::kNotFound);
  std::ofstream(folder.Sub("assay.toml")) << "[node]\ncode = \"HAM\"\n";
  EXPECT_EQ(LoadConfig(folder.Sub("assay.toml"))->node, "HAM");
}

TEST(Addresses, FollowFromTransportAndData) {
  testing::TempFolder folder;
  Config config;
  config.data = folder.path();
  EXPECT_EQ(ServerEndpoint(config, "audits")->address, "ipc://" + folder.path() + "/run/audits");
  config.transport = Transport::kInproc;
  EXPECT_EQ(ServerEndpoint(config, "audits")->address, "inproc://audits");
  config.addresses["audits"] = "inproc://elsewhere";
  EXPECT_EQ(ClientEndpoint(config, "gateway", "audits")->address, "inproc://elsewhere");
}

TEST(Addresses, APathThatIsTooLongForASocketIsRefused) {
  Config config;
  config.data = "/tmp/" + std::string(100, 'x');
  EXPECT_EQ(ClientEndpoint(config, "gateway", "audits").status().code(),
            StatusCode::kInvalidArgument);
}

TEST(Addresses, TcpNeedsKeysWhichAreMadeOnce) {
  testing::TempFolder folder;
  Config config;
  config.data = folder.path();
  config.transport = Transport::kTcp;
  Status status = ServerEndpoint(config, "audits").status();
  EXPECT_EQ(status.code(), StatusCode::kPermission);
  EXPECT_NE(status.message().find("assayctl keys"), std::string::npos);
  EXPECT_EQ(MakeKeys(config)->size(), 7U);
  EXPECT_TRUE(MakeKeys(config)->empty());
  bus::Endpoint server = ServerEndpoint(config, "audits").value();
  bus::Endpoint client = ClientEndpoint(config, "gateway", "audits").value();
  EXPECT_EQ(server.address, "tcp://127.0.0.1:7102");
  EXPECT_EQ(client.server_public_key, server.own.public_key);
  EXPECT_NE(client.own.public_key, server.own.public_key);
  EXPECT_EQ(AllowedClients(config)->size(), 7U);
}

}  // namespace
}  // namespace assay::runtime
