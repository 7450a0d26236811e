#pragma once

#include "assay/rules/quotation.h"
#include "services/audits/domain/vocabulary.h"

// What a body offers (R3), with what a reader should know about it: flags, never refusals. Pure.
namespace assay::audits {

// Records a quotation and flags it: QT-1 not accredited on that day, QT-2 too few days for the
// table, QT-3 no table to judge by, QT-4 too few days for one audit of all standards.
Outcome DecideRecordQuotation(const v1::Quotation&, const v1::RecordQuotation&, const Context&);

// The same flags for a recorded offer, accreditation judged on `day` and days with the tables that
// `body` and `ruleset` have now: a table that came later judges an earlier offer.
std::vector<v1::QuotationFlag> FlagsOf(const v1::Quotation& offer, const v1::Journey& journey,
                                       const v1::CertificationBody& body,
                                       const rules::Ruleset& ruleset, Date day);

// Whether the body is accredited for the standard, as known and as it says itself.
bool OffersAccredited(const v1::CertificationBody& body, const Texts& unaccredited,
                      const std::string& standard, Date day);

}  // namespace assay::audits
