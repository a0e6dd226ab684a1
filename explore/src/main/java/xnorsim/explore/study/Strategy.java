package xnorsim.explore.study;

/** How the points of a study are chosen. */
public sealed interface Strategy {

    /** The name in study files. */
    String key();

    /** Every combination of the axes' values, the last axis fastest. */
    record Grid() implements Strategy {
        @Override
        public String key() {
            return "grid";
        }
    }

    /**
     * Independent draws.
     *
     * @param points how many, at least 1
     * @param seed   of the draws
     */
    record Random(int points, long seed) implements Strategy {
        @Override
        public String key() {
            return "random";
        }
    }

    /**
     * Points of Sobol's sequence with the direction numbers of Joe and Kuo, all shifted by one random vector (modulo 1).
     *
     * @param points how many, at least 1; powers of two fill the space evenly
     * @param seed   of the shift
     */
    record Sobol(int points, long seed) implements Strategy {
        @Override
        public String key() {
            return "sobol";
        }
    }

    /**
     * The genetic search NSGA-II for the Pareto front of the objectives.
     *
     * @param population  points of a generation, at least 4
     * @param generations how many, at least 2, the first random one included
     * @param seed        of all draws
     */
    record Nsga2(int population, int generations, long seed) implements Strategy {
        /** The most points that there can be; fewer where some come again. */
        public int points() {
            return Math.multiplyExact(population, generations);
        }

        @Override
        public String key() {
            return "nsga2";
        }
    }
}
