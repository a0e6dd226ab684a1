package xnorsim.neurons;
public final class Dummy {
    private Dummy() {}
}
