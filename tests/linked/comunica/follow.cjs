// Answers a query by following links from an address: `node follow.cjs ADDRESS QUERY`; prints each row as an object.
const { QueryEngine } = require("@comunica/query-sparql-link-traversal");

async function main([address, query]) {
  const engine = new QueryEngine();
  // Lenient, because links lead to vocabularies on hosts that a test can't reach.
  const bindings = await engine.queryBindings(query, { sources: [address], lenient: true });
  for (const row of await bindings.toArray()) {
    console.log(JSON.stringify(Object.fromEntries([...row].map(([key, term]) => [key.value, term.value]))));
  }
}

main(process.argv.slice(2)).catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
