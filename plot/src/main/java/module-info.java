/** Figures of what a network did, as pictures. */
module xnorsim.plot {
    requires static org.jspecify;
    requires transitive java.desktop;
    requires transitive xchart;
    requires java.xml;
    requires org.apache.xmlgraphics.batik.svggen;
    requires xnorsim.network;

    exports xnorsim.plot;
}
