/** Studies: a network on many architectures, on many chips, and with one error source at a time. */
module xnorsim.explore {
    requires static org.jspecify;
    requires commons.math3;
    requires io.jenetics.ext;
    requires transitive tools.jackson.databind;
    requires transitive xnorsim.chip;
    requires transitive xnorsim.analog;
    requires transitive xnorsim.cost;
    requires xnorsim.plot;

    exports xnorsim.explore;
    exports xnorsim.explore.attribution;
    exports xnorsim.explore.noise;
    exports xnorsim.explore.report;
    exports xnorsim.explore.study;

    uses xnorsim.explore.study.Strategy.Kind;

    provides xnorsim.explore.study.Strategy.Kind
            with xnorsim.explore.strategy.Grid.Kind,
            xnorsim.explore.strategy.RandomDraws.Kind,
            xnorsim.explore.strategy.Sobol.Kind,
            xnorsim.explore.strategy.Nsga2.Kind;
}
