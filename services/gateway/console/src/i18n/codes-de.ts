// German for codes of rules, lines, reactions and services, which the API gives as words of their own.
export const codesDe: Record<string, string> = {
  // lines of the calendar
  window: 'Fenster', expiry: 'Ablauf', appointment: 'Termin', deadline: 'Frist',
  // inputs and results of a management review
  'previous-actions': 'Maßnahmen früherer Bewertungen', issues: 'Interne und externe Themen', 'interested-parties': 'Interessierte Parteien', 'legal-requirements': 'Rechtliche Anforderungen',
  'environmental-aspects': 'Umweltaspekte', nonconformities: 'Abweichungen und Korrekturmaßnahmen', incidents: 'Vorfälle', monitoring: 'Überwachung und Messung', compliance: 'Einhaltung von Verpflichtungen',
  'audit-results': 'Auditergebnisse', 'worker-participation': 'Beteiligung der Beschäftigten', objectives: 'Ziele', feedback: 'Rückmeldungen', 'process-conformity': 'Leistung der Prozesse',
  'external-providers': 'Externe Anbieter', resources: 'Mittel', risks: 'Risiken und Chancen', 'risks-not-addressed': 'Nicht behandelte Risiken', policy: 'Politik', 'service-performance': 'Leistung der Dienste',
  'continuity-evaluation': 'Bewertung der Kontinuität', disruptions: 'Störungen', changes: 'Änderungen', communications: 'Kommunikation mit Außenstehenden', improvement: 'Verbesserung', conclusion: 'Schlussfolgerung',
  'system-changes': 'Änderungen am Managementsystem', 'resource-needs': 'Bedarf an Mitteln', 'service-changes': 'Änderungen an Diensten', 'scope-variations': 'Änderungen des Geltungsbereichs',
  'continuity-updates': 'Aktualisierungen der Kontinuität', 'procedures-and-controls': 'Verfahren und Steuerung', 'effectiveness-measurement': 'Messung der Wirksamkeit', communication: 'Bekanntmachung',
  'missed-objectives': 'Verfehlte Ziele', integration: 'Einbindung in Geschäftsprozesse', 'strategic-implications': 'Folgen für die Strategie',
  // what a certificate must show
  body: 'Zertifizierungsstelle', effective: 'Gültig ab', holder: 'Inhaber', number: 'Nummer', revision: 'Revision', scope: 'Geltungsbereich', sites: 'Standorte', standard: 'Norm',
  'statement-of-applicability': 'Erklärung zur Anwendbarkeit', 'lapse-note': 'Vermerk über die Unterbrechung',
  // what follows by itself
  'cancel-action': 'Maßnahme absagen', 'credit-audit': 'Audit anrechnen', 'link-action': 'Maßnahme verknüpfen', 'milestones-course-passed': 'Meilensteine: Kurs bestanden', 'milestones-office-assigned': 'Meilensteine: Amt besetzt',
  'milestones-review-signed': 'Meilensteine: Bewertung unterzeichnet', 'milestones-session-held': 'Meilensteine: Schulung gehalten', 'milestones-to-do-done': 'Meilensteine: Aufgabe erledigt',
  'milestones-to-do-dropped': 'Meilensteine: Aufgabe fallen gelassen', 'milestones-to-do-prioritised': 'Meilensteine: Aufgabe gewichtet', 'milestones-to-do-redated': 'Meilensteine: Aufgabe verlegt',
  'note-breach': 'Regelverstoß vermerken', 'note-dispute': 'Einspruch vermerken', 'open-action': 'Maßnahme eröffnen', 'open-improvement': 'Verbesserung eröffnen', 'record-review-training': 'Schulung aus der Bewertung',
  'redate-action': 'Maßnahme verlegen', 'regrade-action': 'Maßnahme neu einstufen', 'reopen-finding': 'Feststellung wieder öffnen', 'resolve-follow-up': 'Folgeauftrag erledigen', 'settle-finding': 'Feststellung erledigen',
  // services
  actions: 'Maßnahmen', audits: 'Audits', directory: 'Verzeichnis', scheduling: 'Terminplanung', training: 'Schulung', gateway: 'Gateway',
};
