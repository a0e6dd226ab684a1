/** Studies: a network on many architectures, point by point, and what came of it. */
module xnorsim.explore {
    requires static org.jspecify;
    requires commons.math3;
    requires io.jenetics.ext;
    requires transitive tools.jackson.databind;
    requires transitive xnorsim.chip;
    requires xnorsim.analog;
    requires transitive xnorsim.cost;
    requires xnorsim.plot;

    exports xnorsim.explore;
    exports xnorsim.explore.report;
    exports xnorsim.explore.study;

    uses xnorsim.explore.study.Strategy.Kind;

    provides xnorsim.explore.study.Strategy.Kind
            with xnorsim.explore.strategy.Grid.Kind,
            xnorsim.explore.strategy.RandomDraws.Kind,
            xnorsim.explore.strategy.Sobol.Kind,
            xnorsim.explore.strategy.Nsga2.Kind;
}
