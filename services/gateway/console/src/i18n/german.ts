// German, loaded by those who read it.
import { codesDe } from './codes-de';
import { de } from './de';
import { englishWords, shortEvent, type RecordWords } from './words';
import { collectionsDe, commandsDe, enumsDe, eventsDe, fieldsDe, recordsDe } from './words-de';

export const germanWords: RecordWords = {
  field: (name) => fieldsDe[name] ?? englishWords.field(name),
  enumWord: (type, value) => (value.endsWith('_UNSPECIFIED') ? '' : (enumsDe[`${type}.${value}`] ?? enumsDe[value] ?? englishWords.enumWord(type, value))),
  commandWord: (name) => commandsDe[name] ?? englishWords.commandWord(name),
  eventWord: (type) => eventsDe[shortEvent(type)] ?? englishWords.eventWord(type),
  collectionWord: (collection) => collectionsDe[collection] ?? englishWords.collectionWord(collection),
  recordWord: (collection) => recordsDe[collection] ?? englishWords.recordWord(collection),
  codeWord: (code) => codesDe[code] ?? englishWords.codeWord(code),
};
export const german = { words: de, records: germanWords };
