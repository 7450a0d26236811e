#include "tests/services/audits/audit_workspace.h"

namespace assay::audits {
namespace {

class AuditAgendaTest : public AuditWorkspace {
 protected:
  v1::PrepareAuditPlan Prepare() const {
    auto prepare = For<v1::PrepareAuditPlan>("internal");
    prepare.set_objectives("Does the system work?");
    prepare.set_criteria("Both standards");
    prepare.mutable_plan()->set_scope("Incident management at two sites");
    return prepare;
  }
  v1::SendAuditPlan Send() const {
    auto send = For<v1::SendAuditPlan>("internal");
    send.set_occurred_on("2023-10-04");
    return send;
  }
};

TEST_F(AuditAgendaTest, AnItemOutsideTheDaysOfTheAuditIsRefusedWithRuleClauseAndField) {
  Planned();
  assay::Problem problem = domain.Refused(
      Schedule(Item("late", v1::AgendaItem::INTERVIEW, "2023-11-08", "09:00", "10:00")));
  EXPECT_EQ(problem.rule(), "AU-2");
  EXPECT_EQ(problem.field(), "item.day");
  EXPECT_NE(problem.clause(), "");
  EXPECT_NE(problem.detail().find("2023-11-07"), std::string::npos) << problem.detail();
  EXPECT_EQ(domain
                .Refused(Schedule(
                    Item("back", v1::AgendaItem::INTERVIEW, "2023-11-06", "10:00", "09:00")))
                .rule(),
            "AU-2");
}

TEST_F(AuditAgendaTest, TimesAreTimesOfDayAndSitesAreTheAudits) {
  Planned();
  for (const char* time : {"9:00", "24:00", "12:60", "noon", "12.30"}) {
    v1::AgendaItem item = Item("x", v1::AgendaItem::INTERVIEW, "2023-11-06", time, "13:00");
    EXPECT_EQ(domain.Refused(Schedule(item)).code(), "not-a-time") << time;
  }
  v1::AgendaItem elsewhere = Item("x", v1::AgendaItem::INTERVIEW, "2023-11-06", "09:00", "10:00");
  elsewhere.set_site_id(IdOf("tallinn"));
  EXPECT_EQ(domain.Refused(Schedule(elsewhere)).code(), "site-outside-audit");
}

TEST_F(AuditAgendaTest, PeopleMeetingsAndOrderAreChecked) {
  Planned();
  domain.Accepted(
      Schedule(Item("open", v1::AgendaItem::OPENING_MEETING, "2023-11-06", "09:00", "09:30")));
  domain.Accepted(
      Schedule(Item("talk", v1::AgendaItem::INTERVIEW, "2023-11-06", "10:00", "11:00")));
  EXPECT_EQ(domain
                .Refused(Schedule(
                    Item("also", v1::AgendaItem::OBSERVATION, "2023-11-06", "10:30", "12:00")))
                .rule(),
            "AU-3");
  v1::AgendaItem outsider = Item("x", v1::AgendaItem::INTERVIEW, "2023-11-06", "13:00", "14:00");
  outsider.set_auditor_ids(0, IdOf("kai"));
  EXPECT_EQ(domain.Refused(Schedule(outsider)).rule(), "AU-4");
  outsider.set_auditor_ids(0, IdOf("tom"));
  EXPECT_EQ(domain.Refused(Schedule(outsider)).rule(), "AU-4");
  assay::Problem early = domain.Refused(
      Schedule(Item("end", v1::AgendaItem::CLOSING_MEETING, "2023-11-06", "09:30", "10:00")));
  EXPECT_EQ(early.rule(), "AU-5");
  EXPECT_EQ(early.field(), "item.beginsAt");
}

TEST_F(AuditAgendaTest, AnItemIsReplacedByItsIdAndTakenOff) {
  Planned();
  domain.Accepted(
      Schedule(Item("talk", v1::AgendaItem::INTERVIEW, "2023-11-06", "10:00", "11:00")));
  v1::AgendaItem later = Item("talk", v1::AgendaItem::INTERVIEW, "2023-11-07", "10:00", "11:00");
  later.set_auditor_ids(0, IdOf("jonas"));
  domain.Accepted(Schedule(later));
  ASSERT_EQ(Audit("internal").agenda_size(), 1);
  EXPECT_EQ(Audit("internal").agenda(0).day(), "2023-11-07");
  EXPECT_EQ(Audit("internal").agenda(0).auditor_ids_size(), 1);

  auto remove = For<v1::RemoveAgendaItem>("internal");
  remove.set_item_id(IdOf("talk"));
  domain.Accepted(remove);
  EXPECT_EQ(Audit("internal").agenda_size(), 0);
  EXPECT_EQ(domain.Refused(remove).code(), "not-on-agenda");
}

TEST_F(AuditAgendaTest, ThePlanIsSentAsItStandsAndWhatItLacksIsRemarked) {
  Planned();
  EXPECT_EQ(domain.Refused(Send()).code(), "no-plan");
  domain.Accepted(Prepare());
  EXPECT_TRUE(domain.Warned(domain.Accepted(Send()), "AU-1"));
  EXPECT_EQ(Audit("internal").plan_sent_on(), "2023-10-04");
  domain.Accepted(
      Schedule(Item("talk", v1::AgendaItem::INTERVIEW, "2023-11-06", "10:00", "11:00")));
  EXPECT_EQ(Audit("internal").plan_sent_on(), "");  // what was sent is not the plan any more
}

TEST_F(AuditAgendaTest, AMovedAuditTakesItsAgendaAlongAsFarAsItsDaysGo) {
  Planned();
  domain.Accepted(Schedule(Item("one", v1::AgendaItem::INTERVIEW, "2023-11-06", "10:00", "11:00")));
  domain.Accepted(Schedule(Item("two", v1::AgendaItem::INTERVIEW, "2023-11-07", "10:00", "11:00")));
  auto move = For<v1::MoveAudit>("internal");
  move.set_planned_from("2023-11-20");
  move.set_planned_to("2023-11-20");
  move.set_reason("Holidays");
  domain.Accepted(move);
  ASSERT_EQ(Audit("internal").agenda_size(), 1);
  EXPECT_EQ(Audit("internal").agenda(0).day(), "2023-11-20");
}

TEST_F(AuditAgendaTest, MeetingsAreHeldOnceAndInOrder) {
  Planned();
  domain.Accepted(
      Schedule(Item("open", v1::AgendaItem::OPENING_MEETING, "2023-11-06", "09:00", "09:30")));
  domain.SetToday("2023-11-07");
  EXPECT_EQ(domain.Refused(Hold(v1::Meeting::OPENING, "2023-11-06")).code(), "wrong-state");
  domain.Accepted(Open("internal", "2023-11-06"));
  EXPECT_EQ(domain.Refused(Hold(v1::Meeting::OPENING, "2023-11-05")).code(), "out-of-order");
  EXPECT_EQ(domain.Refused(Hold(v1::Meeting::CLOSING, "2023-11-07")).rule(), "AU-6");
  domain.Accepted(Hold(v1::Meeting::OPENING, "2023-11-07"));
  EXPECT_EQ(domain.Refused(Hold(v1::Meeting::OPENING, "2023-11-07")).code(), "meeting-held");
  EXPECT_EQ(domain.Refused(Hold(v1::Meeting::CLOSING, "2023-11-06")).code(), "out-of-order");
  domain.Accepted(Hold(v1::Meeting::CLOSING, "2023-11-07"));
  EXPECT_EQ(Audit("internal").meetings_size(), 2);
}

}  // namespace
}  // namespace assay::audits
