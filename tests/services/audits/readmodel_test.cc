#include <set>

#include "services/audits/readmodel/journey_overview.h"
#include "services/audits/readmodel/quotation_comparison.h"
#include "services/audits/readmodel/readiness.h"
#include "tests/services/audits/fjordlicht.h"
#include "tests/services/audits/known_records.h"

namespace assay::audits {
namespace {

using google::protobuf::Descriptor;

class ReadModelTest : public Fjordlicht {
 protected:
  // Everything this service knows of the journey, as its read models would hold it.
  void Look() {
    known.Put(Journey());
    for (const char* body : {"nordmark", "albion"}) {
      known.Put(domain.Get<v1::CertificationBody>(IdOf(body)));
      known.Put(domain.Get<v1::Enquiry>(IdOf(std::string("enquiry ") + body)));
    }
  }
  v1::Readiness Readiness() {
    auto answer = AnswerAskReadiness(For<v1::AskReadiness>("journey"), known);
    EXPECT_TRUE(std::holds_alternative<v1::Readiness>(answer));
    return std::get<v1::Readiness>(answer);
  }
  v1::JourneyOverview Overview() {
    auto answer = AnswerShowJourney(For<v1::ShowJourney>("journey"), known);
    EXPECT_TRUE(std::holds_alternative<v1::JourneyOverview>(answer));
    return std::get<v1::JourneyOverview>(answer);
  }
  static bool Met(const v1::Readiness& readiness, const std::string& code) {
    for (const v1::ReadinessItem& item : readiness.items()) {
      if (item.code() == code) {
        return item.met();
      }
    }
    ADD_FAILURE() << "no item " << code;
    return false;
  }
  static std::string DoneOn(const v1::JourneyOverview& overview, const std::string& code) {
    for (const v1::JourneyStep& step : overview.steps()) {
      if (step.code() == code) {
        return step.done_on();
      }
    }
    ADD_FAILURE() << "no step " << code;
    return "";
  }

  static std::string Detail(const v1::JourneyOverview& overview, const std::string& code) {
    for (const v1::JourneyStep& step : overview.steps()) {
      if (step.code() == code) {
        return step.detail();
      }
    }
    ADD_FAILURE() << "no step " << code;
    return "";
  }
  v1::Journey ReachM3(const std::string& on) {
    v1::Journey journey = Journey();
    journey.add_milestones()->set_code("M3");
    journey.mutable_milestones(0)->set_reached_on(on);
    known.Put(journey);
    return journey;
  }

  // The programme of the scenario as it stood on 2023-12-05.
  void PutProgramme() {
    UntilSelected();
    Look();
    for (const std::string& name : sites) {
      auto site = For<directory::v1::Site>(name);
      site.set_name(name);
      known.Put(site);
    }
    PutAudit("desktop", v1::DESKTOP, "2023-10-18", {"hamburg"});
    PutAudit("hamburg audit", v1::IMPLEMENTATION, "2023-10-24", {"hamburg"});
    PutAudit("leipzig audit", v1::IMPLEMENTATION, "2023-10-26", {"leipzig"});
    PutAudit("tallinn audit", v1::IMPLEMENTATION, "2023-11-02", {"tallinn"});
    PutCompetence("mira");
    PutAuditor("mira");
    PutSession("results", training::v1::RESULTS_DISCUSSION, "2023-11-07");
    PutSession("forum", training::v1::FORUM_TRAINING, "2023-11-07");
    PutSession("workshop", training::v1::ADMINISTRATOR_WORKSHOP, "2023-11-09");
    for (const std::string& standard : standards) {
      PutSession("briefing " + standard, training::v1::BRIEFING, "2023-11-14", standard);
    }
    auto exercise = For<v1::Exercise>("exercise");
    exercise.set_journey_id(IdOf("journey"));
    exercise.set_state(v1::Exercise::REPORTED);
    known.Put(exercise);
    PutReview("");
    for (int i = 0; i < 9; ++i) {
      PutToDo("to-do " + std::to_string(i), "2024-01-31");
    }
  }
  void PutAudit(const std::string& name, v1::AuditType type, const std::string& day,
                const std::vector<std::string>& visited) {
    auto audit = For<v1::Audit>(name);
    audit.set_journey_id(IdOf("journey"));
    audit.set_type(type);
    audit.set_state(v1::Audit::CLOSED);
    audit.set_last_day(day);
    audit.set_reported_on(day);
    for (const std::string& site : visited) {
      audit.add_site_ids(IdOf(site));
    }
    for (const std::string& standard : standards) {
      audit.add_standards(standard);
      for (int clause = 4; clause <= 10; ++clause) {
        v1::ClauseResult* result = audit.add_results();
        result->set_standard(standard);
        result->set_clause(std::to_string(clause) + ".1");
      }
    }
    known.Put(audit);
  }
  void PutCompetence(const std::string& person) {
    auto competence = For<training::v1::Competence>(person);
    competence.set_level(training::v1::TRAINEE_AUDITOR);
    known.Put(competence);
  }
  void PutAuditor(const std::string& person, const std::string& until = "") {
    auto holder = For<directory::v1::OfficeHolder>("office of " + person);
    holder.set_person_id(IdOf(person));
    holder.set_office(directory::v1::INTERNAL_AUDITOR);
    holder.set_held_from("2023-10-18");
    holder.set_held_until(until);
    known.Put(holder);
  }
  void PutSession(const std::string& name, training::v1::SessionKind kind, const std::string& day,
                  const std::string& standard = "") {
    auto session = For<training::v1::Session>(name);
    session.set_kind(kind);
    session.set_journey_id(IdOf("journey"));
    session.set_state(training::v1::Session::HELD);
    session.set_held_on(day);
    session.set_standard(standard);
    session.add_attended_ids(IdOf("jonas"));
    known.Put(session);
  }
  void PutReview(const std::string& left_out) {
    auto review = For<actions::v1::ManagementReview>("review");
    review.set_journey_id(IdOf("journey"));
    review.set_state(actions::v1::ManagementReview::SIGNED);
    review.set_signed_on("2023-12-01");
    for (const rules::ReviewItem& item : rules::Ruleset::Default().review_inputs()) {
      if (item.code != left_out) {
        review.add_inputs()->set_code(item.code);
        review.mutable_inputs()->rbegin()->set_content("Discussed");
      }
    }
    known.Put(review);
  }
  void PutToDo(const std::string& name, const std::string& due, bool before = false,
               bool by_forum = false) {
    auto item = For<actions::v1::ToDo>(name);
    item.set_state(actions::v1::ToDo::TO_DO);
    item.set_priority(actions::v1::MEDIUM);
    item.set_due_on(due);
    item.set_before_certification(before);
    item.set_by_forum(by_forum);
    known.Put(item);
  }

  KnownRecords known;
};

TEST_F(ReadModelTest, QuestionsAboutAJourneyThatIsNotThereAreAnsweredNotFound) {
  EXPECT_EQ(std::get<Rejection>(AnswerAskReadiness(For<v1::AskReadiness>("journey"), known)).code,
            "not-found");
  EXPECT_EQ(std::get<Rejection>(AnswerShowJourney(For<v1::ShowJourney>("journey"), known)).code,
            "not-found");
  EXPECT_EQ(
      std::get<Rejection>(AnswerCompareQuotations(For<v1::CompareQuotations>("journey"), known))
          .code,
      "not-found");
}

TEST_F(ReadModelTest, QuotationsStandBesideTheTableThatJudgesThem) {
  UntilQuoted();
  auto table = For<v1::RecordAuditTimeTable>("nordmark");
  table.mutable_table()->set_standard("20000-1");
  table.mutable_table()->set_basis("Nordmark's table");
  v1::AuditTimeBand* band = table.mutable_table()->add_bands();
  band->set_persons_max(175);
  band->set_days("14");
  domain.Accepted(table);
  Look();
  known.Put(domain.Get<v1::Quotation>(IdOf("quotation nordmark")));
  known.Put(domain.Get<v1::Quotation>(IdOf("quotation albion")));
  v1::Quotation other;
  other.set_id(IdOf("of another journey"));
  known.Put(other);

  auto comparison = std::get<v1::QuotationComparison>(
      AnswerCompareQuotations(For<v1::CompareQuotations>("journey"), known));
  ASSERT_EQ(comparison.columns_size(), 2);
  bool nordmark_first = comparison.columns(0).body() == "nordmark";
  const v1::QuotationColumn& nordmark = comparison.columns(nordmark_first ? 0 : 1);
  const v1::QuotationColumn& albion = comparison.columns(nordmark_first ? 1 : 0);
  ASSERT_EQ(nordmark.standards_size(), 3);
  EXPECT_EQ(nordmark.standards(0).table_days(), "14");
  EXPECT_EQ(nordmark.standards(0).table_basis(), "Nordmark's table");
  EXPECT_EQ(albion.standards(0).table_days(), "");
  EXPECT_EQ(albion.standards(1).table_days(), "13");
  EXPECT_EQ(albion.standards(1).floor_days(), "9.5");
  EXPECT_EQ(albion.standards(1).stage2_days(), "13");
  EXPECT_EQ(albion.standards(1).stage1_days(), "");
  EXPECT_TRUE(nordmark.standards(2).accredited());
  EXPECT_FALSE(albion.standards(2).accredited());
  EXPECT_EQ(albion.price().amount(), "48000.00");
}

TEST_F(ReadModelTest, ATableThatCameLaterJudgesAnEarlierOffer) {
  UntilQuoted();
  Look();
  known.Put(domain.Get<v1::Quotation>(IdOf("quotation nordmark")));
  auto rules_named = [this] {
    auto comparison = std::get<v1::QuotationComparison>(
        AnswerCompareQuotations(For<v1::CompareQuotations>("journey"), known));
    std::set<std::string> named;
    for (const v1::QuotationFlag& flag : comparison.columns(0).flags()) {
      named.insert(flag.rule());
    }
    return named;
  };
  EXPECT_TRUE(rules_named().contains("QT-3"));
  auto record = For<v1::RecordAuditTimeTable>("nordmark");
  record.mutable_table()->set_standard("ISO/IEC 20000-1");
  record.mutable_table()->set_basis("Nordmark's table");
  record.mutable_table()->add_bands()->set_persons_max(175);
  record.mutable_table()->mutable_bands(0)->set_days("30");
  domain.Accepted(record);
  Look();
  EXPECT_FALSE(rules_named().contains("QT-3"));
  auto quotation = domain.Get<v1::Quotation>(IdOf("quotation nordmark"));
  EXPECT_EQ(quotation.flags_size(), 0) << "nothing stale";
  EXPECT_GT(quotation.flags_on_receipt_size(), 0) << "what it looked like that day";
  EXPECT_TRUE(rules_named().contains("QT-2")) << "13 days are less than 70 % of 30";
}

TEST_F(ReadModelTest, OpenToDosWithPriorityAndDateDoNotStandInTheWayOfReadiness) {
  PutProgramme();
  v1::Readiness readiness = Readiness();
  EXPECT_TRUE(readiness.ready()) << readiness.DebugString();
  EXPECT_FALSE(readiness.milestone_m3());
  EXPECT_EQ(readiness.warnings_size(), 0);
  EXPECT_EQ(readiness.as_known(0).position(), 7U);
}

TEST_F(ReadModelTest, AMilestoneThatWasReachedIsShownBesideWhatIsMissingToday) {
  PutProgramme();
  ReachM3("2023-12-05");
  EXPECT_TRUE(Readiness().milestone_m3());
  EXPECT_EQ(Readiness().milestone_m3_on(), "2023-12-05");
  EXPECT_EQ(Readiness().missing_today_size(), 0);
  PutToDo("undated", "");  // came later
  v1::Readiness later = Readiness();
  EXPECT_FALSE(later.ready());
  EXPECT_TRUE(later.milestone_m3());
  EXPECT_EQ(later.milestone_m3_on(), "2023-12-05");
  ASSERT_EQ(later.missing_today_size(), 1);
  EXPECT_EQ(DoneOn(Overview(), "R24"), "2023-12-05");
  EXPECT_NE(Detail(Overview(), "R24").find("reached; missing today: " + later.missing_today(0)),
            std::string::npos);
}

TEST_F(ReadModelTest, EveryMissingPieceIsNamed) {
  PutProgramme();
  auto missing_after_removing = [this](const Descriptor* type, const std::string& name,
                                       const std::string& code) {
    auto kept = known.FindRecord(type, IdOf(name));
    known.Remove(type, IdOf(name));
    v1::Readiness readiness = Readiness();
    EXPECT_FALSE(readiness.ready()) << code;
    EXPECT_FALSE(Met(readiness, code)) << code;
    known.Put(*kept);
  };
  missing_after_removing(v1::Audit::descriptor(), "desktop", "desktop-audit");
  missing_after_removing(training::v1::Competence::descriptor(), "mira", "auditors-trained");
  missing_after_removing(directory::v1::OfficeHolder::descriptor(), "office of mira",
                         "auditors-appointed");
  missing_after_removing(training::v1::Session::descriptor(), "results", "results-discussed");
  missing_after_removing(training::v1::Session::descriptor(), "forum", "forum-trained");
  missing_after_removing(training::v1::Session::descriptor(), "workshop", "administrators-trained");
  missing_after_removing(training::v1::Session::descriptor(), "briefing ISO 22301", "briefings");
  missing_after_removing(v1::Exercise::descriptor(), "exercise", "exercise-report");
  missing_after_removing(actions::v1::ManagementReview::descriptor(), "review", "review-minuted");
  EXPECT_TRUE(Readiness().ready());
}

TEST_F(ReadModelTest, OneImplementationAuditIsNotEnough) {
  PutProgramme();
  known.Remove(v1::Audit::descriptor(), IdOf("hamburg audit"));
  EXPECT_TRUE(Readiness().ready());
  known.Remove(v1::Audit::descriptor(), IdOf("leipzig audit"));
  EXPECT_FALSE(Met(Readiness(), "implementation-audits"));
}

TEST_F(ReadModelTest, AnAppointmentThatHasEndedDoesNotCount) {
  PutProgramme();
  PutAuditor("mira", "2023-12-04");
  EXPECT_FALSE(Met(Readiness(), "auditors-appointed"));
}

TEST_F(ReadModelTest, AnAuditReportedAfterTheDiscussionIsStillToBeDiscussed) {
  PutProgramme();
  PutAudit("late audit", v1::IMPLEMENTATION, "2023-11-08", {"tallinn"});
  EXPECT_FALSE(Met(Readiness(), "results-discussed"));
  auto session = For<training::v1::Session>("second discussion");
  session.set_kind(training::v1::RESULTS_DISCUSSION);
  session.set_state(training::v1::Session::HELD);
  session.set_held_on("2023-11-08");
  session.add_audit_ids(IdOf("late audit"));
  known.Put(session);
  EXPECT_TRUE(Met(Readiness(), "results-discussed"));
}

TEST_F(ReadModelTest, AReviewThatLeftAnInputOutIsNotEnough) {
  PutProgramme();
  PutReview("continuity-evaluation");
  v1::Readiness readiness = Readiness();
  EXPECT_TRUE(Met(readiness, "review-minuted"));
  EXPECT_FALSE(Met(readiness, "review-inputs"));
}

TEST_F(ReadModelTest, ToDosBeforeCertificationAreDoneOrRedatedByTheForum) {
  PutProgramme();
  PutToDo("before", "2023-12-01", true);
  EXPECT_FALSE(Met(Readiness(), "todos-before-certification"));
  PutToDo("before", "2024-03-01", true, true);
  EXPECT_TRUE(Met(Readiness(), "todos-before-certification"));
  PutToDo("undated", "");
  EXPECT_FALSE(Met(Readiness(), "todos-with-due-date"));
}

TEST_F(ReadModelTest, ASiteThatInternalAuditsMissedThisYearIsWarnedAbout) {
  PutProgramme();
  v1::Journey journey = Journey();
  journey.set_state(v1::Journey::CERTIFIED);
  known.Put(journey);
  known.SetDay("2026-11-21");
  PutAudit("2026 audit", v1::INTERNAL, "2026-09-10", {"hamburg", "leipzig"});
  v1::Readiness readiness = Readiness();
  ASSERT_EQ(readiness.warnings_size(), 1);
  EXPECT_NE(readiness.warnings(0).find("tallinn"), std::string::npos);
  EXPECT_EQ(readiness.warnings(0).find("leipzig"), std::string::npos);
}

TEST_F(ReadModelTest, TheOverviewSaysWhatIsNext) {
  UntilEnquiring();
  Look();
  EXPECT_EQ(Overview().next_step(), "Answer the body's questionnaire and return it.");
  UntilSelected();
  Look();
  EXPECT_EQ(Overview().next_step(), "Complete the application.");
  UntilAccepted();
  Look();
  EXPECT_EQ(Overview().next_step(), "Sign the certification agreement.");
  UntilStage1Concluded();
  Look();
  EXPECT_EQ(Overview().next_step(), "Hold the certification audit (stage 2).");
  UntilStage2Reported();
  Look();
  EXPECT_EQ(Overview().next_step(), "Resolve the findings; then the body decides.");
}

TEST_F(ReadModelTest, TheOverviewShowsStepsWithDatesCertificatesAndOpenFindings) {
  UntilStage2Opened();
  domain.Accepted(Raise("stage 2", "major", v1::MAJOR, "leipzig", "2024-04-15"));
  domain.Accepted(Raise("stage 2", "minor", v1::MINOR, "hamburg", "2024-04-15"));
  UntilStage2Reported();
  PlanAccepted("minor", "2024-04-19");
  PlanAccepted("major", "2024-04-19");
  Verified("major", "2024-04-19");
  UntilCertified();
  Look();
  known.Put(Finding("major"));
  known.Put(Finding("minor"));
  known.Put(Certificate(kContinuityCertificate));
  known.SetDay("2027-06-18");
  v1::JourneyOverview overview = Overview();
  EXPECT_EQ(DoneOn(overview, "R1"), "2023-09-04");
  EXPECT_EQ(DoneOn(overview, "R3"), "2023-10-04");
  EXPECT_EQ(DoneOn(overview, "R4"), "2023-10-30");
  EXPECT_EQ(DoneOn(overview, "R8"), "2024-02-21");
  EXPECT_EQ(DoneOn(overview, "R9"), "2024-04-19");
  EXPECT_EQ(DoneOn(overview, "R10"), "2024-06-18");
  EXPECT_EQ(DoneOn(overview, "R11"), "");
  EXPECT_EQ(DoneOn(overview, "R24"), "");
  EXPECT_EQ(Detail(overview, "R24"), "not reached before the decision");
  EXPECT_EQ(overview.next_step(), "Hold the next surveillance.");
  EXPECT_EQ(overview.open_findings(), 2U);
  EXPECT_EQ(overview.open_majors(), 1U);
  ASSERT_EQ(overview.certificates_size(), 1);
  EXPECT_EQ(overview.certificates(0).state(), v1::Certificate::EXPIRED);
}

TEST_F(ReadModelTest, MilestoneM3HasTheDayOfThePreAudit) {
  PutProgramme();
  v1::Journey journey = ReachM3("2024-01-17");
  journey.add_pre_audit_ids(IdOf("pre"));
  journey.set_pre_audit_on("2024-01-17");
  known.Put(journey);
  EXPECT_EQ(DoneOn(Overview(), "R7"), "2024-01-17");
  EXPECT_EQ(DoneOn(Overview(), "R24"), "2024-01-17");
}

TEST_F(ReadModelTest, TheVisitIsShownWithTheTeamOfTheInitialAuditNotWithALaterOne) {
  UntilAccepted();
  auto name = For<v1::NameBodyTeam>("journey");
  name.add_team()->set_person_id(IdOf("leif"));
  name.mutable_team(0)->set_role(v1::BODY_LEAD);
  name.set_occurred_on("2023-10-20");
  domain.Accepted(name);
  UntilCertified();
  domain.SetToday("2026-11-21");
  name.set_occurred_on("2026-11-21");
  domain.Accepted(name);
  Look();
  EXPECT_EQ(Journey().team_named_on(), "2026-11-21");
  EXPECT_EQ(Detail(Overview(), "R5"), "team named 2023-10-20");
}

TEST_F(ReadModelTest, ARefusedJourneyIsStartedAnew) {
  UntilSelected();
  Look();
  v1::Journey journey = Journey();
  journey.set_state(v1::Journey::REFUSED);
  known.Put(journey);
  EXPECT_EQ(Overview().next_step(),
            "Certification was refused; start a new journey when its reasons are resolved.");
}

}  // namespace
}  // namespace assay::audits
