#include "services/audits/domain/site_scopes.h"

#include <set>

namespace assay::audits {

Objection ObjectToSiteScopes(const SiteScopes& scopes, const Texts& site_ids,
                             const std::string& field) {
  std::set<std::string> seen;
  for (const v1::CertifiedSite& site : scopes) {
    Objection objection =
        First({When(!Holds(site_ids, site.site_id()), "site-scope-outside",
                    "The scope of a site is said for a site that the certificate does not cover; "
                    "add the site, or leave its scope out.",
                    field),
               When(!seen.insert(site.site_id()).second, "site-scope-twice",
                    "The scope of one site is said twice; say it once.", field)});
    if (objection) {
      return objection;
    }
  }
  return std::nullopt;
}

SiteScopes SiteScopesAfter(const SiteScopes& said, const SiteScopes& before,
                           const Texts& site_ids) {
  SiteScopes after;
  for (const v1::CertifiedSite& site : said.empty() ? before : said) {
    if (Holds(site_ids, site.site_id())) {
      *after.Add() = site;
    }
  }
  return after;
}

const std::string& ScopeAt(const std::string& site_id, const SiteScopes& scopes,
                           const std::string& whole) {
  for (const v1::CertifiedSite& site : scopes) {
    if (site.site_id() == site_id) {
      return site.scope();
    }
  }
  return whole;
}

}  // namespace assay::audits
