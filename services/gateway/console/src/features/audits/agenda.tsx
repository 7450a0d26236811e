// The agenda of an audit, day by day: what happens when, with whom, about which clauses; and whether the auditee has it.
import { Button } from '@mantine/core';
import { IconPencil, IconPlus, IconSend, IconTrash } from '@tabler/icons-react';
import { commandNamed, mayGive, type AnyRecord } from '~/api/model';
import { newId } from '~/api/client';
import { usePlace } from '~/api/queries';
import { useI18n } from '~/i18n';
import { CommandButton, useAsk } from '~/record/command';
import { EnumTone } from '~/record/tone';
import { Reference } from '~/record/value';
import { Nothing } from '~/shell/states';

export interface AgendaItem {
  itemId: string;
  day: string;
  beginsAt: string;
  endsAt: string;
  kind: string;
  title: string;
  siteId: string;
  clauses: string[];
  auditorIds: string[];
  auditeeIds: string[];
}

/** Items by day, in the order of the clock; those that overlap and share an auditor are double booked. */
export function daysOf(agenda: AgendaItem[]): { day: string; items: (AgendaItem & { clash: boolean })[] }[] {
  const sorted = [...agenda].sort((a, b) => (a.day + a.beginsAt < b.day + b.beginsAt ? -1 : 1));
  const clashes = (a: AgendaItem, b: AgendaItem) => a !== b && a.day === b.day && a.beginsAt < b.endsAt && b.beginsAt < a.endsAt && a.auditorIds.some((id) => b.auditorIds.includes(id));
  return [...new Set(sorted.map(({ day }) => day))].map((day) => ({ day, items: sorted.filter((item) => item.day === day).map((item) => ({ ...item, clash: sorted.some((other) => clashes(item, other)) })) }));
}

const people = (ids: string[]) => ids.map((id, i) => <span key={id}>{i > 0 && ', '}<Reference collection="people" id={id} /></span>);

export function Agenda({ audit }: { audit: AnyRecord }) {
  const { t, day, commandWord } = useI18n();
  const { roles, asOf } = usePlace();
  const ask = useAsk();
  const schedule = commandNamed('ScheduleAgendaItem');
  const may = !asOf && mayGive(schedule, roles) && schedule.states.includes(String(audit.state));
  const days = daysOf((audit['agenda'] as AgendaItem[] | undefined) ?? []);
  const last = days[days.length - 1]?.items.slice(-1)[0];
  const sent = String(audit['planSentOn'] ?? '');
  const add = () => ask({ command: schedule, record: audit, preset: { item: { itemId: newId(), day: last?.day ?? audit['plannedFrom'], beginsAt: last?.endsAt ?? '09:00', siteId: last?.siteId || (audit['siteIds'] as string[])[0] } } });
  return (
    <>
      <div style={{ display: 'flex', gap: 8, alignItems: 'center', flexWrap: 'wrap', marginBottom: 12 }}>
        {may && <Button leftSection={<IconPlus size={14} />} onClick={add}>{commandWord('ScheduleAgendaItem')}</Button>}
        {may && days.length > 0 && <CommandButton icon={<IconSend size={14} />} asked={{ command: commandNamed('SendAuditPlan'), record: audit }} />}
        {days.length > 0 && <span className={`tone ${sent ? 'good' : 'warn'}`} style={{ marginLeft: 'auto' }}>{sent ? t('agendaSent', { day: day(sent) }) : t('agendaNotSent')}</span>}
      </div>
      {days.length === 0 && <Nothing title={t('agenda')}>{t('agendaNone')}</Nothing>}
      {days.map(({ day: date, items }) => (
        <section key={date} aria-label={day(date)} style={{ marginBottom: 16 }}>
          <h3 style={{ margin: '0 0 6px' }}>{day(date)}</h3>
          <ol className="agenda">
            {items.map((item) => (
              <li key={item.itemId}>
                <time className="num">{item.beginsAt}–{item.endsAt}</time>
                <div>
                  <strong>{item.title}</strong> <EnumTone type="audits.AgendaItem.Kind" value={item.kind} /> {item.clash && <span className="tone bad">{t('conflicts')}</span>}
                  <div className="dim">{item.siteId && <Reference collection="sites" id={item.siteId} />} {item.clauses.length > 0 && <span className="num"> · {item.clauses.join(', ')}</span>}</div>
                  <div className="dim">{people(item.auditorIds)}{item.auditeeIds.length > 0 && <> · {people(item.auditeeIds)}</>}</div>
                </div>
                {may && (
                  <span style={{ display: 'flex', gap: 4 }}>
                    <Button variant="subtle" aria-label={`${t('edit')}: ${item.title}`} onClick={() => ask({ command: schedule, record: audit, preset: { item } })}><IconPencil size={15} /></Button>
                    <Button variant="subtle" color="gray" aria-label={`${t('formRemove')}: ${item.title}`} onClick={() => ask({ command: commandNamed('RemoveAgendaItem'), record: audit, preset: { itemId: item.itemId } })}><IconTrash size={15} /></Button>
                  </span>
                )}
              </li>
            ))}
          </ol>
        </section>
      ))}
    </>
  );
}
