package xnorsim.arrays.readout;

/** Every row's code is its count of agreeing cells, summed over the slots. */
public record IdealReadout() implements Readout {

    @Override
    public boolean comparesLastStep() {
        return false;
    }
}
