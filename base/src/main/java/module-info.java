/**
 * What every part needs below its subject: errors in a sentence, strict files, files written whole, files held by one
 * process.
 */
module xnorsim.base {
    requires static org.jspecify;
    requires transitive tools.jackson.databind;
    requires tools.jackson.dataformat.yaml;
    requires org.apache.commons.compress;
    requires org.snakeyaml.engine;

    exports xnorsim.base;
}
