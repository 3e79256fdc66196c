// Asks an endpoint one query through Comunica: `node read.cjs ENDPOINT QUERY`; prints each row as an object.
const { QueryEngine } = require("@comunica/query-sparql");

async function main([endpoint, query]) {
  const engine = new QueryEngine();
  const bindings = await engine.queryBindings(query, { sources: [endpoint] });
  for (const row of await bindings.toArray()) {
    console.log(JSON.stringify(Object.fromEntries([...row].map(([key, term]) => [key.value, term.value]))));
  }
}

main(process.argv.slice(2));
