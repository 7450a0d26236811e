#pragma once

#include <cstdint>

#include "assay/rules/judgement.h"
#include "assay/rules/suspension.h"

// Use of marks and references to certification (rules.md 2.12).
namespace assay::rules {

enum class Mark : uint8_t {
  kBodyMark,          // the certification body's
  kSchemeMark,        // an accreditation or scheme symbol: needs a licence of its own
  kIsoLogo,           // never permitted
  kStatementInWords,  // a sentence, no mark
};

enum class MarkPlace : uint8_t {
  kPromotion,   // web site, brochure, letterhead, vehicle
  kProduct,     // includes type labels and plates
  kPackaging,   // removable without damage to the product; accompanying information
  kTestReport,  // laboratory test, calibration, inspection
};

struct MarkUse {
  Mark mark = Mark::kBodyMark;
  MarkPlace place = MarkPlace::kPromotion;
  CertificateState certificate = CertificateState::kActive;
  bool permitted = false;  // the body gave permission
  bool scheme_licence = false;
  bool suggests_product = false;  // could be read as conformity of a product
  bool names_client = false;      // a statement names the client,
  bool names_system = false;      // the type of system and the standard,
  bool names_body = false;        // and the body
  bool exceeds_scope = false;     // not amended after the scope was reduced
};

// MK-1 no permission; MK-2 on a product, its packaging or a test report, or read as product
// conformity; MK-3 scheme mark without licence; MK-4 ISO's logo; MK-5 certificate not active; MK-6
// statement on packaging that lacks a name; MK-7 wider than the scope.
Judgement JudgeMarkUse(const Ruleset& ruleset, Basis basis, const MarkUse& use);

}  // namespace assay::rules
