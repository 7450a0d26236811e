#include "services/audits/domain/programme_coverage.h"

#include <algorithm>
#include <map>

#include "assay/rules/standard.h"
#include "assay/standards/library.h"
#include "services/audits/domain/audit_programme.h"

namespace assay::audits {
namespace {

// Clauses 4 to 10 hold the requirements of every management-system standard (harmonised structure).
const std::vector<std::string> kHarmonised = {"4", "5", "6", "7", "8", "9", "10"};

// "9" and the parts of an annex ("A.5"), in the order of the outline.
std::vector<std::string> TopClauses(const std::string& standard) {
  std::vector<std::string> tops = kHarmonised;
  for (const standards::Outline& outline : standards::Library::BuiltIn().outlines()) {
    if (outline.key != standard) {
      continue;
    }
    for (const standards::Clause& clause : outline.clauses) {
      bool annex = clause.number.find('.') == clause.number.rfind('.') &&
                   clause.number.find('.') != std::string::npos && clause.number[0] > '9';
      if (annex) {
        tops.push_back(clause.number);
      }
    }
  }
  return tops;
}

// Whether one of the two is the other or stands above it.
bool Related(const std::string& a, const std::string& b) {
  return a == b || a.starts_with(b + ".") || b.starts_with(a + ".");
}

bool HoldsRelated(const Texts& clauses, const std::string& clause) {
  return clauses.empty() || std::any_of(clauses.begin(), clauses.end(),
                                        [&](const auto& other) { return Related(other, clause); });
}

v1::RiskRating::Level RatingOf(const v1::AuditProgramme& programme, const v1::CoverageCell& cell) {
  v1::RiskRating::Level highest = v1::RiskRating::LEVEL_UNSPECIFIED;
  for (const v1::RiskRating& rating : programme.ratings()) {
    bool applies =
        (rating.site_id().empty() || rating.site_id() == cell.site_id()) &&
        (rating.standard().empty() || SameStandard(rating.standard(), cell.standard())) &&
        (rating.clause().empty() || Related(rating.clause(), cell.clause()));
    if (applies) {
      highest = std::max(highest, rating.level());
    }
  }
  return highest;
}

int YearOf(const std::string& date) {
  std::optional<Date> day = DateIn(date);
  return day ? day->year() : 0;
}

// Covers the cell: the latest result there is shown.
void Look(const v1::Audit& audit, v1::CoverageCell* cell) {
  for (const v1::ClauseResult& result : audit.results()) {
    bool here = result.site_ids().empty() ? Holds(audit.site_ids(), cell->site_id())
                                          : Holds(result.site_ids(), cell->site_id());
    if (here && SameStandard(result.standard(), cell->standard()) &&
        Related(result.clause(), cell->clause())) {
      cell->set_state(v1::CoverageCell::COVERED);
      cell->set_last_result(result.answer());
      if (!Holds(cell->audit_ids(), audit.id())) {
        cell->add_audit_ids(audit.id());
      }
    }
  }
}

bool WillLook(const v1::AuditProgramme& programme, const v1::Audit& audit,
              const v1::CoverageCell& cell) {
  const v1::PlannedRound* round = FindRound(programme, audit.round_id());
  return YearOf(audit.planned_from()) == static_cast<int>(cell.year()) &&
         Holds(audit.site_ids(), cell.site_id()) &&
         HoldsStandard(audit.standards(), cell.standard()) &&
         (round == nullptr || HoldsRelated(round->clauses(), cell.clause()));
}

// A round that no reported audit fulfilled, in a year that is not over.
void LookAhead(const v1::AuditProgramme& programme, const std::vector<const v1::Audit*>& audits,
               Date today, v1::CoverageCell* cell) {
  for (const v1::PlannedRound& round : programme.rounds()) {
    bool held = std::any_of(audits.begin(), audits.end(), [&round](const v1::Audit* audit) {
      return audit->round_id() == round.round_id() && IsReported(*audit);
    });
    if (!held && round.year() == cell->year() && static_cast<int>(round.year()) >= today.year() &&
        Holds(round.site_ids(), cell->site_id()) &&
        HoldsStandard(round.standards(), cell->standard()) &&
        HoldsRelated(round.clauses(), cell->clause())) {
      cell->add_round_ids(round.round_id());
    }
  }
}

void Fill(const v1::AuditProgramme& programme, const std::vector<const v1::Audit*>& audits,
          Date today, v1::CoverageCell* cell) {
  cell->set_state(v1::CoverageCell::MISSING);
  cell->set_rating(RatingOf(programme, *cell));
  std::vector<std::string> planned;
  for (const v1::Audit* audit : audits) {
    if (IsReported(*audit) && YearOf(audit->last_day()) == static_cast<int>(cell->year())) {
      Look(*audit, cell);
    } else if (!IsReported(*audit) && WillLook(programme, *audit, *cell)) {
      planned.push_back(audit->id());
    }
  }
  LookAhead(programme, audits, today, cell);
  bool ahead = !planned.empty() || !cell->round_ids().empty();
  if (cell->state() == v1::CoverageCell::MISSING && ahead) {
    cell->set_state(v1::CoverageCell::PLANNED);
  }
  cell->mutable_audit_ids()->Add(planned.begin(), planned.end());
}

// Internal ones that were not cancelled, the earlier first.
std::vector<const v1::Audit*> InternalAudits(const std::vector<v1::Audit>& audits) {
  std::vector<const v1::Audit*> internal;
  for (const v1::Audit& audit : audits) {
    if (!IsBodyAudit(audit.type()) && !IsCancelled(audit)) {
      internal.push_back(&audit);
    }
  }
  std::sort(internal.begin(), internal.end(), [](const v1::Audit* a, const v1::Audit* b) {
    return std::tie(a->last_day(), a->id()) < std::tie(b->last_day(), b->id());
  });
  return internal;
}

}  // namespace

v1::ProgrammeCoverage CoverageOf(const v1::AuditProgramme& programme,
                                 const std::vector<v1::Audit>& audits, Date today) {
  std::vector<const v1::Audit*> internal = InternalAudits(audits);
  v1::ProgrammeCoverage coverage;
  for (const std::string& site : programme.site_ids()) {
    for (const std::string& standard : programme.standards()) {
      std::string key = rules::StandardKey(standard);
      for (const std::string& clause : TopClauses(key)) {
        for (uint32_t year = programme.from_year(); year <= programme.to_year(); ++year) {
          v1::CoverageCell* cell = coverage.add_cells();
          cell->set_site_id(site);
          cell->set_standard(key);
          cell->set_clause(clause);
          cell->set_year(year);
          Fill(programme, internal, today, cell);
        }
      }
    }
  }
  return coverage;
}

rules::CoverageGaps GapsOf(const v1::ProgrammeCoverage& coverage,
                           const std::vector<const directory::v1::Site*>& sites) {
  std::map<std::string, std::string> names;
  for (const directory::v1::Site* site : sites) {
    names[site->id()] = site->name();
  }
  rules::CoverageGaps gaps;
  std::map<std::string, bool> seen;  // place: covered or planned in some year
  std::vector<std::string> places;   // in order
  for (const v1::CoverageCell& cell : coverage.cells()) {
    std::string& name = names[cell.site_id()];
    std::string place =
        (name.empty() ? cell.site_id() : name) + ", " + cell.standard() + " " + cell.clause();
    bool missing = cell.state() == v1::CoverageCell::MISSING;
    if (seen.try_emplace(place, false).second) {
      places.push_back(place);
    }
    seen[place] = seen[place] || !missing;
    if (missing && cell.rating() == v1::RiskRating::HIGH) {
      gaps.high_missing.push_back(place + ", " + std::to_string(cell.year()));
    }
  }
  std::copy_if(places.begin(), places.end(), std::back_inserter(gaps.never_covered),
               [&seen](const std::string& place) { return !seen[place]; });
  return gaps;
}

}  // namespace assay::audits
