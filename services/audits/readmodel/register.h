#pragma once

#include "assay/aggregate/module.h"
#include "assay/audits/v1/register.pb.h"

// The organisation's certificates as others look them up, and one as it is printed; names and
// addresses from the directory's feed. Certificates come as they show on the day of the question.
// Pure.
namespace assay::audits {

// In the fields of IAF CertSearch; certificates by number.
aggregate::Answer<v1::Register> AnswerAskRegister(const v1::AskRegister&,
                                                  const aggregate::QueryContext&);
// Everything the certificate shows (CE-2), the note after a lapse (CE-4), and what is not known.
aggregate::Answer<v1::CertificateDocument> AnswerShowCertificate(const v1::ShowCertificate&,
                                                                 const aggregate::QueryContext&);

}  // namespace assay::audits
