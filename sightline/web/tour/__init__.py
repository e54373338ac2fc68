"""The five-minute tour: a panel on the pages themselves, which leads from one stop to the next and can be left."""
