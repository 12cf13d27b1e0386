// What citeproc prints for items.json in the official styles: the oracle of test_styles.py.
//
//   npm install --no-save citeproc@2.4.63 && apt-get install citation-style-language-styles citation-style-language-locales
//   node tests/series/citation/oracle.js [folder of the styles] > tests/series/citation/printed.json
//
// The styles are Debian's copy of the Citation Style Language's own repository.

const fs = require("fs");
const path = require("path");
const CSL = require("citeproc");

const root = process.argv[2] || "/usr/share/citation-style-language";
const items = JSON.parse(fs.readFileSync(path.join(__dirname, "items.json"), "utf8"));
const locale = fs.readFileSync(path.join(root, "locales", "locales-en-US.xml"), "utf8");
const styles = {
  APA: "apa",
  Chicago: "chicago-note-bibliography",
  MLA: "modern-language-association",
};

const print = (item, style, format) => {
  const engine = new CSL.Engine({ retrieveLocale: () => locale, retrieveItem: () => item }, style, "en-US");
  engine.setOutputFormat(format);
  engine.updateItems([item.id]);
  return engine.makeBibliography()[1][0].trim();
};

const printed = {};
for (const [name, file] of Object.entries(styles)) {
  const style = fs.readFileSync(path.join(root, "styles", `${file}.csl`), "utf8");
  printed[name] = Object.fromEntries(
    items.map((item) => [item.id, { text: print(item, style, "text"), html: print(item, style, "html") }]),
  );
}
console.log(JSON.stringify(printed, null, 1));
