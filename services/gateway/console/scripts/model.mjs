// What the console needs of the OpenAPI document to draw lists, records and forms, small enough to load with the first page:
// node scripts/model.mjs <openapi.json> <model.json>
import { readFileSync, writeFileSync } from 'node:fs';

const [source, target] = process.argv.slice(2);
const document = JSON.parse(readFileSync(source, 'utf8'));
const schemas = document.components.schemas;
const prefix = '/api/v1/organisations/{organisation}/';
const nameOf = (reference) => reference.slice(reference.lastIndexOf('/') + 1);
// `OrEmpty`: an answer that may be empty; the form is the same.
const simple = { Id: 'id', Date: 'date', Instant: 'instant', Decimal: 'decimal', Currency: 'currency', Integer64: 'integer', Sealed: 'sealed' };

const records = {};
const commands = [];
for (const [path, methods] of Object.entries(document.paths)) {
  const rest = path.startsWith(prefix) ? path.slice(prefix.length) : '';
  const { get, post } = methods;
  if (get?.['x-record'] && /^[a-z-]+$/.test(rest)) {
    records[rest] = { name: get['x-record'], service: get.tags[0], perService: (get.parameters ?? []).some((p) => p.$ref?.endsWith('/Service')) };
  }
  if (post?.['x-record'] && rest.includes(':')) {
    commands.push({
      name: post.operationId.slice(post.tags[0].length),
      collection: rest.slice(0, rest.indexOf('/')),
      verb: rest.slice(rest.indexOf(':') + 1),
      input: nameOf(post.requestBody.content['application/json'].schema.$ref),
      roles: post['x-roles'] ?? [],
      states: post['x-states'] ?? [],
      creates: post['x-creates'],
      requirement: post['x-requirement'] ?? '',
    });
  }
}

const collectionOf = (service, reference) => {
  const full = reference.includes('.') ? reference : `${service}.${reference}`;
  return Object.keys(records).find((collection) => records[collection].name === full);
};

// What a field's name refers to: said by the commands' x-reference, and by names such as findingId.
const references = {};
for (const [collection, record] of Object.entries(records)) {
  const short = record.name.split('.')[1];
  const field = short[0].toLowerCase() + short.slice(1);
  references[`${field}Id`] = collection;
  references[`${field}Ids`] = collection;
}
references.raisedBy = references.objectedIds = references.invitedIds = references.acknowledgedIds = references.excludedIds = 'people';
references.stage1Id = references.stage2Id = references.preAuditIds = references.recertificationId = references.surveillanceIds = 'audits';
references.repeatedBy = 'actions';
references.reviewId = 'management-reviews';
references.courseId = 'sessions';
for (const [name, schema] of Object.entries(schemas)) {
  for (const [field, property] of Object.entries(schema.properties ?? {})) {
    if (property['x-reference']) references[field] = collectionOf(name.split('.')[0], property['x-reference']) ?? references[field];
  }
}

// Answers carry few forms: what a command takes as a date is one wherever it is shown.
const dates = new Set(['verifyBy', 'advisedBy', 'reviewBy']);
for (const schema of Object.values(schemas)) for (const [field, property] of Object.entries(schema.properties ?? {})) if (property.$ref && nameOf(property.$ref) === 'Date') dates.add(field);

// "repeatSiteId" names a site as "siteId" does; who did something, in an answer, is a person.
const referenceOf = (name, input) =>
  references[name] ?? references[Object.keys(references).find((known) => name.endsWith(known[0].toUpperCase() + known.slice(1)))] ?? (!input && name.endsWith('By') ? 'people' : undefined);

const types = {};
function describe(property, name, required, input) {
  const field = { name, kind: 'text' };
  const inner = property.type === 'array' ? property.items : property;
  if (property.type === 'array') Object.assign(field, { list: true, ...(property.maxItems && { maxItems: property.maxItems }) });
  if (required) field.required = true;
  if (inner.$ref) {
    const type = nameOf(inner.$ref);
    const form = simple[type.replace('OrEmpty', '')];
    if (form) field.kind = form;
    else if (schemas[type].enum) Object.assign(field, { kind: 'enum', type });
    else Object.assign(field, { kind: 'object', type });
    if (!form) collect(type);
  } else if (inner.type === 'boolean') field.kind = 'boolean';
  else if (inner.type === 'integer') Object.assign(field, { kind: 'integer', ...(inner.minimum > 0 && { min: inner.minimum }), ...(inner.maximum < 4294967295 && { max: inner.maximum }) });
  else if (inner.description?.includes('time zone')) field.kind = 'zone';
  if (inner.maxLength && field.kind === 'text') field.max = inner.maxLength;
  if (property['x-source']) field.source = property['x-source'];
  if (property['x-personal']) field.personal = true;
  if (field.kind === 'text' && dates.has(name)) field.kind = 'date';
  const fresh = input && field.kind === 'id' && required && !field.list && !property['x-reference'];
  if (fresh) field.fresh = true; // the id of something the command makes
  else if (['text', 'id'].includes(field.kind) && referenceOf(name, input)) Object.assign(field, { kind: 'id', reference: referenceOf(name, input) });
  if (field.kind === 'date' && inner.description?.startsWith('Not after')) field.past = true;
  return field;
}
function collect(name) {
  if (types[name]) return;
  const schema = schemas[name];
  if (schema.enum) {
    types[name] = { values: schema.enum.filter((value) => !value.endsWith('_UNSPECIFIED')) };
    return;
  }
  types[name] = { fields: [] };
  const input = name.endsWith('Input');
  const required = new Set(input ? schema.required : []);
  types[name].fields = Object.entries(schema.properties ?? {}).map(([field, property]) => describe(property, field, required.has(field), input));
}
for (const record of Object.values(records)) collect(record.name);
for (const command of commands) collect(command.input);
delete types.RecordMeta;

writeFileSync(target, JSON.stringify({ records, commands, types, references }));
