# Writes OUT: a C++ file with the text of TOML as one constant. Run with -DTOML=... -DOUT=...
file(READ ${TOML} text)
file(WRITE ${OUT} "// Generated from ${TOML}.
#include \"default_ruleset.h\"

namespace assay::rules {

constexpr std::string_view kText = R\"~toml~(${text})~toml~\";

std::string_view DefaultRulesetText() { return kText; }

}  // namespace assay::rules
")
