// Types of everything that the API takes and answers: node scripts/types.mjs <openapi.json> <schema.d.ts>
import { readFileSync, writeFileSync } from 'node:fs';
import openapiTS, { astToString } from 'openapi-typescript';

const [source, target] = process.argv.slice(2);
const document = JSON.parse(readFileSync(source, 'utf8'));
// A text whose form is one of several is a text to a program; the generator would call it unknown.
for (const schema of Object.values(document.components.schemas)) if (schema.type === 'string') delete schema.anyOf;
writeFileSync(target, `// Generated from /openapi.json.\n${astToString(await openapiTS(document))}`);
