// What an empty register is for, and how its first record comes to be.
import type { Language } from '~/i18n';

const hints: Record<string, Record<Language, string>> = {
  findings: { en: 'Findings are raised in an audit or after an exercise. Open an audit to raise the first one; its corrective action opens by itself.', de: 'Feststellungen werden in einem Audit oder nach einer Übung erhoben. Eröffnen Sie ein Audit; die Korrekturmaßnahme entsteht von selbst.' },
  actions: { en: 'A nonconformity opens its corrective action by itself, with owner and due date. Decisions of a management review do, too.', de: 'Eine Abweichung eröffnet ihre Korrekturmaßnahme von selbst, mit Zuständigen und Frist. Entscheidungen einer Managementbewertung ebenso.' },
  audits: { en: 'Plan the desktop audit first, then implementation audits at the sites; the body’s audits follow the agreement.', de: 'Planen Sie zuerst das Dokumentenaudit, dann Umsetzungsaudits an den Standorten; die Audits der Stelle folgen auf den Vertrag.' },
  'to-dos': { en: 'What has to be done before certification, each with an owner, a priority and a realistic date.', de: 'Was vor der Zertifizierung zu tun ist, jeweils mit Zuständigen, Priorität und realistischem Termin.' },
  certificates: { en: 'Certificates come with the body’s decision. Their three-year cycle is computed from it.', de: 'Zertifikate kommen mit der Entscheidung der Stelle. Ihr Dreijahreszyklus wird daraus berechnet.' },
  'management-reviews': { en: 'Plan a review, record every input, hold it, take decisions and sign. Each decision becomes an action or a to-do.', de: 'Planen Sie eine Bewertung, erfassen Sie jede Eingabe, führen Sie sie durch, entscheiden und unterzeichnen Sie. Jede Entscheidung wird Maßnahme oder Aufgabe.' },
  'evidence-requests': { en: 'Auditors ask for evidence from an audit’s page: of somebody, until a day. What comes is accepted or asked for again.', de: 'Auditoren fragen Nachweise auf der Seite eines Audits an: bei jemandem, bis zu einem Tag. Was kommt, wird angenommen oder noch einmal verlangt.' },
  exercises: { en: 'Test the continuity plans: plan an exercise with objectives, record what was achieved, raise findings.', de: 'Prüfen Sie die Notfallpläne: Planen Sie eine Übung mit Zielen, erfassen Sie das Erreichte, erheben Sie Feststellungen.' },
  sessions: { en: 'Courses, briefings and workshops: schedule one, invite people, tick who came, check the effect.', de: 'Kurse, Unterweisungen und Workshops: ansetzen, einladen, Teilnahme abhaken, Wirkung prüfen.' },
};
export const hintFor = (collection: string, language: Language): string => hints[collection]?.[language] ?? '';
