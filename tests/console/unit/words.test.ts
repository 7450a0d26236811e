import { collections, commandsOf, fieldsOf, fieldsOfRecord, valuesOf } from '~/api/model';
import { de } from '~/i18n/de';
import { en } from '~/i18n/en';
import { sayNow } from '~/i18n';
import { germanWords } from '~/i18n/german';
import { englishWords, spoken } from '~/i18n/words';
import { commandsDe, collectionsDe, enumsDe, fieldsDe, recordsDe } from '~/i18n/words-de';

const places = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort();

describe('the console’s own words', () => {
  it('say the same in both languages: every text has the same places to fill', () => {
    for (const key of Object.keys(en) as (keyof typeof en)[]) expect(places(de[key]), key).toEqual(places(en[key]));
  });
});

describe('words of records', () => {
  it('English follows from the names', () => {
    expect(spoken('AREA_OF_CONCERN')).toBe('Area of concern');
    expect(englishWords.field('plannedFrom')).toBe('Planned from');
    expect(englishWords.field('siteIds')).toBe('Sites');
    expect(englishWords.commandWord('CompleteToDo')).toBe('Complete to-do');
    expect(englishWords.enumWord('audits.Grade', 'GRADE_UNSPECIFIED')).toBe('');
    expect(englishWords.eventWord('assay.audits.v1.JourneyStage2Reported')).toBe('Journey stage 2 reported');
  });
  it('German tells apart what English calls by one name', () => {
    expect(germanWords.enumWord('audits.Certificate.State', 'WITHDRAWN')).not.toBe(germanWords.enumWord('audits.Finding.State', 'WITHDRAWN'));
  });
  it('codes are spoken, too: reactions, lines, items of rules', () => {
    expect(englishWords.codeWord('legal-requirements')).toBe('Legal requirements');
    for (const code of ['window', 'legal-requirements', 'risks', 'open-action', 'scheduling']) expect(germanWords.codeWord(code), code).not.toBe(englishWords.codeWord(code));
  });
  it('what is said outside of screens is in the language that is shown', () => expect(sayNow('problemUnreachable')).toBe(en.problemUnreachable));
  it('German knows every field and command of the API, and nearly every value', () => {
    const fields = new Set(collections.flatMap((collection) => [...fieldsOfRecord(collection), ...commandsOf(collection).flatMap((command) => fieldsOf(command.input))].map((field) => field.name)));
    const values = new Set(collections.flatMap((collection) => fieldsOfRecord(collection)).filter((field) => field.kind === 'enum').flatMap((field) => valuesOf(field.type!)));
    const commands = collections.flatMap(commandsOf).map((command) => command.name);
    const missing = (all: Iterable<string>, table: Record<string, string>) => [...all].filter((name) => !(name in table));
    const known = (all: Iterable<string>, table: Record<string, string>) => {
      const list = [...all];
      expect(missing(list, table).length / list.length, missing(list, table).join(', ')).toBeLessThan(0.15);
    };
    expect(missing(fields, fieldsDe)).toEqual([]);
    expect(missing(commands, commandsDe)).toEqual([]);
    known(values, enumsDe);
    known(collections, collectionsDe);
    known(collections, recordsDe);
  });
});
