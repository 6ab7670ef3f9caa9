# What scripts/test-service needs besides the programs.
$(BUILD)/service-nonsense: $(BUILD)/src/service/t/nonsense.o $(BUILD)/libdragoman.a
	$(CC) $(LDFLAGS) -o $@ $^
