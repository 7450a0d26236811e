#pragma once

#include "services/audits/domain/vocabulary.h"

// What a certificate says of each site (2.9 of the rules): the scope there, where it is not the
// whole one. Pure.
namespace assay::audits {

using SiteScopes = google::protobuf::RepeatedPtrField<v1::CertifiedSite>;

// "site-scope-outside", "site-scope-twice": scopes are said of the certificate's own sites, each
// once.
Objection ObjectToSiteScopes(const SiteScopes& scopes, const Texts& site_ids,
                             const std::string& field);
// Those said, or, when none are, those of before for the sites that stay.
SiteScopes SiteScopesAfter(const SiteScopes& said, const SiteScopes& before, const Texts& site_ids);
// The scope at one site.
const std::string& ScopeAt(const std::string& site_id, const SiteScopes& scopes,
                           const std::string& whole);

}  // namespace assay::audits
